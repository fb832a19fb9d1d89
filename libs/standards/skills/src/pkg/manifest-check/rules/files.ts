import { asJson, ownField } from '../package/json-value.ts';
import type { PackageView } from '../package/package-view.ts';
import { shippedFiles } from '../package/shipped-files.ts';
import { stateOf, targetPath } from '../package/target-state.ts';
import type { Target } from '../package/targets.ts';
import type { Rule } from '../rule.ts';
import { asField } from '../rule.ts';
import { isSound } from './entry-points.ts';

/** A published package says what it ships, and ships what it points at. */
export const checkFiles: Rule = ({ view, options, report }) => {
  const { manifest, targets } = view;
  const listed = ownField(manifest.data, 'files');
  const isList = Array.isArray(listed) && listed.every((entry) => typeof entry === 'string');
  if (listed !== undefined && !isList) {
    report({
      message: 'field-type',
      data: { field: 'files', actual: asJson(listed) },
      file: manifest.file,
      at: { path: ['files'] },
      expected: 'a list of paths and patterns',
      actual: asJson(listed),
      identity: 'files',
      fixable: false,
    });
    return;
  }
  if (!options.files || view.isPrivate) return;
  const isShipped = shippedFiles(view);
  if (!isShipped) {
    const folder = onlyFolder(view);
    report({
      message: 'files-missing',
      data: folder === undefined ? {} : { to: folder },
      file: manifest.file,
      at: { path: ['files'] },
      expected: folder === undefined ? '"files"' : `"files": ["${folder}"]`,
      actual: 'not there',
      identity: 'files',
      fixable: folder !== undefined,
    });
    return;
  }
  const reported = new Set<string>();
  for (const target of targets) {
    const path = exampleOf(view, target);
    if (reported.has(path) || isForThisWorkspace(target)) continue;
    // What is not there cannot be shipped, and is reported for that.
    if (!isSound(view, target) || isShipped(path)) continue;
    reported.add(path);
    report({
      message: 'files-uncovered',
      data: { field: asField(target.path), target: target.target },
      file: manifest.file,
      at: { path: target.path },
      expected: `"files" with an entry that matches ${path}`,
      actual: listed === undefined ? 'left out by .npmignore' : asJson(listed),
      identity: `${asField(target.path)} ${target.target}`,
      fixable: false,
    });
  }
};

/** The file that a target means: the one that Node finds, or one of those that a pattern matches. */
function exampleOf(view: PackageView, target: Target): string {
  const state = stateOf(view, target);
  return state.is === 'present' ? state.file : targetPath(target.target).replaceAll('*', 'x');
}

/** Conditions that users set, or that are set for them. */
const knownConditions = new Set([
  ...['default', 'import', 'require', 'types', 'node', 'browser', 'module', 'module-sync'],
  ...['development', 'production', 'worker', 'deno', 'bun', 'react-native', 'react-server'],
]);

/** Sources behind a condition of one's own are for this workspace; nobody else sets it. */
function isForThisWorkspace({ target, conditions }: Target): boolean {
  return (
    /(?<!\.d)\.[mc]?tsx?$/.test(target) &&
    conditions.some((condition) => !knownConditions.has(condition))
  );
}

/** The one folder that all entries lie in. */
function onlyFolder({ targets }: PackageView): string | undefined {
  const paths = targets
    .filter((target) => target.field !== 'bin' && !isForThisWorkspace(target))
    .map(({ target }) => targetPath(target))
    .filter((path) => path !== 'package.json');
  const folders = new Set(paths.map((path) => (path.includes('/') ? path.split('/')[0] : '')));
  const [folder] = folders;
  const isOne = folders.size === 1 && folder !== '' && folder !== '..';
  return isOne && !folder?.includes('*') ? folder : undefined;
}
