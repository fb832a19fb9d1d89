import * as nodeModule from 'node:module';

/**
 * Lets the packages of this workspace resolve to their sources, without a build and without a flag on the command line.
 * Nx loads the plugin and its executors by path, so nothing else could set the condition for somebody who types `npx nx`.
 * In the published package everything is bundled and this changes nothing that anybody resolves.
 */
export function useSourceCondition(): void {
  // Node 20 has no such hooks; it runs the built package only.
  nodeModule.registerHooks?.({
    resolve: (specifier, context, next) =>
      next(
        specifier,
        specifier.startsWith('@h-j-petroleum/')
          ? { ...context, conditions: [...context.conditions, '@h-j-petroleum/source'] }
          : context,
      ),
  });
}
