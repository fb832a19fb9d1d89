import * as nodeModule from 'node:module';

const registered = Symbol.for('@h-j-petroleum/source condition');

/**
 * Lets the packages of this workspace resolve to their sources, without a build and without a flag on the command line.
 * Nx loads the plugin and its executors by path, so nothing else could set the condition for somebody who types `npx nx`.
 *
 * The built package never does it: other packages of the organisation ship their sources too, and Node runs no TypeScript
 * below `node_modules`.
 *
 * @param url of the module that asks
 */
export function useSourceCondition(url: string): void {
  if (!url.endsWith('.ts') || Reflect.has(globalThis, registered)) return;
  Reflect.set(globalThis, registered, true);
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
