import { ownField } from '../../manifest-check/package/json-value.ts';
import { collectTargets } from '../../manifest-check/package/targets.ts';

/** What can be imported of a package for its code and types. */
export interface Entries {
  /** `.`, `./testing`; those of a pattern spelled out by the files that it matches. */
  readonly subpaths: readonly string[];
  /** Whether something of it is offered to `require`. */
  readonly hasRequire: boolean;
}

const code = /\.[cm]?[jt]sx?$/;

/** @param files paths inside the package */
export function entriesOf(manifest: unknown, files: readonly string[]): Entries {
  const { targets } = collectTargets((name) => ({ value: ownField(manifest, name), path: [name] }));
  const exported = targets.filter(({ field }) => field === 'exports');
  const isModule = ownField(manifest, 'type') === 'module';
  if (exported.length === 0) {
    const main = targets.find(({ field }) =>
      ['main', 'module', 'types', 'typings'].includes(field),
    );
    const subpaths = main !== undefined || files.includes('index.js') ? ['.'] : [];
    return { subpaths, hasRequire: subpaths.length > 0 && !isModule };
  }
  const subpaths = new Set<string>();
  for (const { subpath = '.', target } of exported) {
    if (!code.test(target)) continue;
    if (!subpath.includes('*')) subpaths.add(subpath);
    else for (const one of spelledOut(subpath, target, files)) subpaths.add(one);
  }
  const hasRequire = exported.some(
    ({ conditions, target }) =>
      code.test(target) &&
      (conditions.includes('require') ||
        target.endsWith('.cjs') ||
        (!isModule && /\.jsx?$/.test(target) && !conditions.includes('import'))),
  );
  return { subpaths: [...subpaths].sort(), hasRequire };
}

/** What `./x/*` stands for where its target is `./dist/x/*.js`. */
function spelledOut(subpath: string, target: string, files: readonly string[]): readonly string[] {
  const [before = '', after = ''] = target.replace(/^\.\//, '').split('*');
  return files
    .filter(
      (file) =>
        file.length > before.length + after.length &&
        file.startsWith(before) &&
        file.endsWith(after),
    )
    .map((file) =>
      subpath.replace('*', () => file.slice(before.length, file.length - after.length)),
    );
}
