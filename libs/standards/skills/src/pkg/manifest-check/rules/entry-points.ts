import { joinPath } from '@h-j-petroleum/standards-engine';
import { asJson } from '../package/json-value.ts';
import { longestPath } from '../package/longest-path.ts';
import type { PackageView } from '../package/package-view.ts';
import { stateOf, targetPath } from '../package/target-state.ts';
import type { Target } from '../package/targets.ts';
import type { Rule } from '../rule.ts';
import { asField } from '../rule.ts';

/** What the manifest points at is written as it must be and is there. */
export const checkEntryPoints: Rule = ({ view, report }) => {
  const { file } = view.manifest;
  for (const { path, value, expected } of view.malformed) {
    report({
      message: 'field-type',
      data: { field: asField(path), actual: asJson(value) },
      file,
      at: { path },
      expected,
      actual: asJson(value),
      identity: asField(path),
      fixable: false,
    });
  }
  for (const target of view.targets) {
    const { path } = target;
    const isShown = target.target !== '' && target.target.length <= longestPath;
    const shown = isShown ? target.target : asJson(target.target);
    const data = { field: asField(path), target: shown };
    const problem = targetProblem(target);
    if (problem !== undefined) {
      const to = `./${target.target}`;
      const isFixable = problem === noDotSlash && isReachable(view, { ...target, target: to });
      report({
        message: 'target-invalid',
        data: { ...data, problem, ...(isFixable ? { to } : {}) },
        file,
        at: { path },
        expected: isFixable ? to : 'a path inside the package that starts with ./',
        actual: shown,
        fixable: isFixable,
      });
      continue;
    }
    const state = stateOf(view, target);
    if (state.is === 'present' || state.is === 'buildable') continue;
    report({
      message: state.is === 'missing' ? 'target-missing' : 'target-unbuildable',
      data,
      file,
      at: { path },
      expected:
        state.is === 'missing'
          ? 'a file that exists, or that git ignores and a build writes'
          : 'a source beside it in the same entry, or where the option `outputs` says',
      actual: `no ${joinPath(view.project.root, targetPath(target.target))}${state.is === 'missing' ? '' : ', nor a source of it'}`,
      fixable: false,
    });
  }
};

/** A published package says what may be imported; one that brings commands alone has nothing to import. */
export const checkExports: Rule = ({ view, options, report }) => {
  if (!options.exports || view.isPrivate) return;
  const { value, path } = view.field('exports');
  if (value !== undefined && value !== null) return;
  const imported = view.targets.some(({ field }) => field !== 'bin');
  if (!imported && view.targets.length > 0) return;
  report({
    message: 'exports-missing',
    file: view.manifest.file,
    at: { path },
    expected: '"exports" with an entry for each thing that may be imported',
    actual: value === null ? 'null' : 'not there',
    identity: 'exports',
    fixable: false,
  });
};

const noDotSlash = 'does not start with ./';

/** What is wrong with a target as it is written, as the end of a sentence. */
function targetProblem({ field, target }: Target): string | undefined {
  if (target === '') return 'is empty';
  if (target.length > longestPath) return 'is longer than any path';
  if (targetPath(target).startsWith('..')) return 'lies outside the package';
  if (field !== 'exports') return undefined;
  if (!target.startsWith('./')) return noDotSlash;
  const parts = target.slice(2).split(/[/\\]/);
  if (parts.some((part) => part === '.' || part === '..')) return 'has . or .. inside';
  return parts.includes('node_modules') ? 'lies in node_modules' : undefined;
}

function isReachable(view: PackageView, target: Target): boolean {
  if (/^[./\\#]|:/.test(target.target.slice(2)) || targetProblem(target) !== undefined)
    return false;
  const { is } = stateOf(view, target);
  return is === 'present' || is === 'buildable';
}

/** Whether a target can be reached once the package is built. */
export function isSound(view: PackageView, target: Target): boolean {
  if (targetProblem(target) !== undefined) return false;
  const { is } = stateOf(view, target);
  return is === 'present' || is === 'buildable';
}
