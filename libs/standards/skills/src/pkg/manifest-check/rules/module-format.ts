import { joinPath } from '@h-j-petroleum/standards-engine';
import { isGitIgnored } from '../package/git-ignore.ts';
import { asJson } from '../package/json-value.ts';
import type { PackageView } from '../package/package-view.ts';
import type { Rule } from '../rule.ts';
import { asField } from '../rule.ts';

const codeEnding = /(?<!\.d)\.[mc]?[jt]sx?$/;
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
  if (!options.esm || view.isPrivate) return;
  const code = codeOf(view);
  if (code.length === 0 || code.some((target) => isModule(target, value))) return;
  const isDecidedByEndings = code.every((target) => explicitCode.test(target));
  const actual = isDecidedByEndings
    ? 'all its code ends in .cjs'
    : `"type" is ${value === undefined ? 'not there' : asJson(value)}`;
  report({
    message: 'not-esm',
    data: { actual },
    file: view.manifest.file,
    at: { path },
    expected: isDecidedByEndings ? 'code that ends in .js or .mjs' : '"type": "module"',
    actual,
    identity: 'type',
    // Whoever wrote "commonjs" meant it.
    fixable: value === undefined && !isDecidedByEndings && !usesCommonJs(view),
  });
};

/** The code that can be imported, or else run; where the manifest points at nothing, what Node takes by itself. */
function codeOf({ targets, files, project }: PackageView): string[] {
  if (targets.length > 0) {
    const imported = targets.filter(({ field }) => field !== 'bin');
    return (imported.length > 0 ? imported : targets)
      .map(({ target }) => target)
      .filter((target) => codeEnding.test(target));
  }
  const index = 'index.js';
  return files.kind(joinPath(project.root, index)) === 'file' ? [index] : [];
}

/** `.mjs` is an ES module whatever "type" says, `.cjs` never is. */
function isModule(target: string, type: unknown): boolean {
  return explicitCode.test(target) ? explicitModule.test(target) : type === 'module';
}

const commonJs =
  /\brequire\s*\(|\bmodule\.exports\b|(?<![.\w])exports\.\w|\b__dirname\b|\b__filename\b/;

/** Whether "type": "module" would change what some file means. */
function usesCommonJs({ workspace, targets, files, project }: PackageView): boolean {
  if (targets.some(({ conditions }) => conditions.includes('require'))) return true;
  return inFolder('');

  function inFolder(folder: string): boolean {
    const path = joinPath(project.root, folder);
    if (folder !== '' && files.kind(joinPath(path, 'package.json')) === 'file') return false;
    return files.list(path).some(({ name, kind, link }) => {
      if (name === 'node_modules' || name.startsWith('.')) return false;
      // Links to folders can lead back upwards without end.
      if (kind === 'other' || (kind === 'directory' && link)) return false;
      const entry = joinPath(path, name);
      if (kind === 'file' && !/\.[jt]sx?$/.test(name)) return false;
      if (isGitIgnored(workspace, entry)) return false;
      return kind === 'directory'
        ? inFolder(joinPath(folder, name))
        : commonJs.test(files.read(entry) ?? '');
    });
  }
}
