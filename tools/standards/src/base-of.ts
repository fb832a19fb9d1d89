import type { Base, Files } from '@h-j-petroleum/standards-engine';
import { tolerantJson } from '@h-j-petroleum/standards-engine';

/** What a change is measured from where a command does not say it, and to what. */
export interface BaseRequest {
  /** Default: `NX_BASE`, else the branch that `defaultBase` of nx.json names, else `main`; here or at the origin. */
  readonly base?: string | undefined;
  /** Default: `HEAD`. */
  readonly head?: string | undefined;
}

/**
 * The tree that a change is compared with, for skills that ask for it. Git is run for the first that does, and not before.
 * What keeps git from telling is a reason and no error: only those skills are touched by it, and say so.
 */
export function baseOf(
  root: string,
  files: Files,
  request: BaseRequest,
  env: Readonly<Record<string, string | undefined>>,
): () => Promise<Base> {
  return async () => {
    const { changedFiles, defaultBase, fileAt, mergeBase } = await import('./git.ts');
    try {
      const base = request.base ?? (env['NX_BASE'] || (await defaultBase(root, namedBase(files))));
      const commit = await mergeBase(root, base, request.head ?? 'HEAD');
      let changed: Promise<readonly string[]> | undefined;
      return {
        ...{ state: 'known', commit, read: (path) => fileAt(root, commit, path) },
        changed: () => (changed ??= changedFiles(root, commit, request.head)),
      };
    } catch (error) {
      return { state: 'unknown', reason: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** The branch that everything is measured from, as Nx has it. */
export function namedBase(files: Files): string {
  const settings = tolerantJson(files.read('nx.json') ?? '');
  const named: unknown =
    typeof settings === 'object' && settings !== null
      ? Reflect.get(settings, 'defaultBase')
      : undefined;
  return typeof named === 'string' && named !== '' ? named : 'main';
}
