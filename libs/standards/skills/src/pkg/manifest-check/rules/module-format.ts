import { joinPath } from '@h-j-petroleum/standards-engine';
import { isGitIgnored } from '../package/git-ignore.ts';
import { asJson } from '../package/json-value.ts';
import type { PackageView } from '../package/package-view.ts';
import type { Rule } from '../rule.ts';
import { asField } from '../rule.ts';

const code = /(?<!\.d)\.[mc]?[jt]sx?$/;
/** Endings that say by themselves what they are. */
const explicitCode = /\.[mc][jt]s$/;
const explicitModule = /\.m[jt]s$/;

/** A published package is an ES module. */
export const checkModuleFormat: Rule = ({ view, options, report }) => {
  const { value, path } = view.field('type');
  if (value !== undefined && value !== 'module' && value !== 'commonjs') {
    report({
      message: 'field-type',
      data: { field: asField(path), actual: asJson(value) },
      file: view.manifest.file,
      at: { path },
      expected: '"module" or "commonjs"',
      actual: asJson(value),
      identity: asField(path),
      fixable: false,
    });
    return;
  }
  if (!options.esm || view.isPrivate || value === 'module' || !hasCode(view)) return;
  if (isModuleByEndings(view)) return;
  // Whoever wrote "commonjs" meant it.
  const fixable = value === undefined && !usesCommonJs(view);
  report({
    message: 'not-esm',
    data: { actual: value === undefined ? 'not there' : asJson(value) },
    file: view.manifest.file,
    at: { path },
    expected: '"type": "module"',
    actual: value === undefined ? 'not there' : asJson(value),
    identity: 'type',
    fixable,
  });
};

function hasCode({ targets, files, project }: PackageView): boolean {
  if (targets.length > 0) return targets.some(({ target }) => code.test(target));
  return files.kind(joinPath(project.root, 'index.js')) === 'file';
}

/** `.mjs` for ES modules, beside `.cjs` where there is a second build, needs no "type". */
function isModuleByEndings({ targets }: PackageView): boolean {
  const all = targets.map(({ target }) => target).filter((target) => code.test(target));
  return (
    all.every((target) => explicitCode.test(target)) &&
    all.some((target) => explicitModule.test(target))
  );
}

const commonJs =
  /\brequire\s*\(|\bmodule\.exports\b|(?<![.\w])exports\.\w|\b__dirname\b|\b__filename\b/;

/** Whether "type": "module" would change what some file means. */
function usesCommonJs({ targets, files, project }: PackageView): boolean {
  if (targets.some(({ conditions }) => conditions.includes('require'))) return true;
  return inFolder('');

  function inFolder(folder: string): boolean {
    const path = joinPath(project.root, folder);
    if (folder !== '' && files.kind(joinPath(path, 'package.json')) === 'file') return false;
    return files.list(path).some(({ name, kind }) => {
      if (name === 'node_modules' || name.startsWith('.')) return false;
      const entry = joinPath(path, name);
      if (kind === 'file' && !/\.[jt]sx?$/.test(name)) return false;
      if (isGitIgnored(files, entry)) return false;
      return kind === 'directory'
        ? inFolder(joinPath(folder, name))
        : commonJs.test(files.read(entry) ?? '');
    });
  }
}
