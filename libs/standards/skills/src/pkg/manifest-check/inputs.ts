import type { InputsContext } from '@h-j-petroleum/standards-engine';
import { joinPath, normalisePath, parentPath } from '@h-j-petroleum/standards-engine';
import type { ManifestCheckOptions } from './options.ts';
import { ownField } from './package/json-value.ts';
import { counterparts } from './package/counterparts.ts';
import { longestPath } from './package/longest-path.ts';
import type { PackageView } from './package/package-view.ts';
import { viewWhereApplicable } from './package/package-view.ts';
import { endingsOf, targetPath } from './package/target-state.ts';
import type { Target } from './package/targets.ts';
import { licenseFile } from './rules/license.ts';

/**
 * The files of one package that its check looks at, or would look at if they were there: what the manifest points at, what
 * that may be built of, and what stands beside it. A change of any other file leaves the result in the cache.
 */
export function inputsOf(context: InputsContext<ManifestCheckOptions>): string[] {
  const inputs = new Set(['package.json']);
  // Whether the root leads others is told by the manifests of all.
  if (context.project === context.workspace.rootProject) inputs.add('**/package.json');
  const seen = viewWhereApplicable(context);
  if ('reason' in seen) return [...inputs];
  const { view } = seen;
  for (const name of ['.npmrc', '.npmignore', 'index.js']) inputs.add(name);
  const license = licenseFile(ownField(view.manifest.data, 'license'));
  if (license !== undefined) addPath(inputs, license);
  for (const target of view.targets) addTarget(inputs, view, target);
  // Without a type, every source of a published package is asked whether it is CommonJS.
  if (context.options.esm && !view.isPrivate && view.field('type').value === undefined) {
    inputs.add('**/package.json');
    inputs.add('**/*.{js,jsx,ts,tsx}');
  }
  return [...inputs];
}

function addTarget(inputs: Set<string>, view: PackageView, target: Target): void {
  if (target.target.length > longestPath) return;
  const path = targetPath(target.target);
  const declaration = path.replace(/\.([mc]?)jsx?$/, '.d.$1ts');
  for (const one of new Set([...endingsOf(target).map((ending) => path + ending), declaration])) {
    addPath(inputs, one);
    // Whether git ignores it is not asked: that reads folders, at every command of Nx and for every package.
    for (const source of counterparts(one, view.outputs)) addPath(inputs, source, 'any ending');
  }
}

/** A file, or for a pattern all below its folder; and the manifests on the way, which say of what format a file is. */
function addPath(inputs: Set<string>, given: string, ending?: 'any ending'): void {
  const path = normalisePath(given);
  if (path === '' || path.startsWith('..')) return;
  const [head = ''] = path.split('*');
  if (head !== path) inputs.add(joinPath(literal(parentPath(head)), '**/*'));
  else inputs.add(ending ? `${literal(path.replace(/\.[^./]+$/, ''))}.*` : literal(path));
  for (let folder = parentPath(head); folder !== ''; folder = parentPath(folder)) {
    inputs.add(`${literal(folder)}/package.json`);
  }
}

/** As a glob that matches the path: names such as `[id].js` hold what globs take for their own. */
function literal(path: string): string {
  return path.replaceAll(/[?[\]{}()]|^!/g, '?');
}
