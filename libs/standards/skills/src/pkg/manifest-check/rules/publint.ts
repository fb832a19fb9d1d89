import type { Workspace } from '@h-j-petroleum/standards-engine';
import type { Result } from 'publint';
import type { PackageView } from '../package/package-view.ts';
import type { JsonPath } from '../package/json-value.ts';
import { asJson } from '../package/json-value.ts';
import type { VirtualFile } from '../publint/virtual-package.ts';
import { virtualPackage, virtualRoot } from '../publint/virtual-package.ts';
import type { Rule } from '../rule.ts';
import { asField } from '../rule.ts';

/** What the rules of this standard say themselves, or know better than a package alone can tell. */
const saidElsewhere = new Set([
  'EXPORTS_GLOB_NO_MATCHED_FILES',
  'EXPORTS_TYPES_SHOULD_BE_FIRST',
  'EXPORTS_VALUE_INVALID',
  'FIELD_INVALID_VALUE_TYPE',
  'FILE_DOES_NOT_EXIST',
  'FILE_NOT_PUBLISHED',
  'LOCAL_DEPENDENCY',
  'TYPES_NOT_EXPORTED',
  'USE_ENGINES_NODE',
  'USE_FILES',
  'USE_LICENSE',
  'USE_TYPE',
]);

/** publint has nothing against the package. */
export const checkPublint: Rule = async ({ view, options, report }) => {
  if (!options.publint || view.isPrivate) return;
  const level = options.suggestions ? 'suggestion' : 'warning';
  const { file } = view.manifest;
  let result;
  try {
    // A field that is nested deeper than the stack cannot be handed over.
    result = await ask(view.workspace, virtualPackage(view), level);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report({
      message: 'publint-failed',
      data: { reason },
      file,
      expected: 'a manifest that publint can read',
      actual: reason,
      identity: 'publint',
      fixable: false,
    });
    return;
  }
  const found = result.messages.filter(({ code }) => !saidElsewhere.has(code));
  if (found.length === 0) return;
  const { formatMessage, getPkgPathValue } = await import('publint/utils');
  for (const message of found) {
    const { code, type, path } = message;
    const at = pathIn(view, path);
    const value: unknown = getPkgPathValue(result.pkg, path);
    report({
      message: 'publint',
      data: { code, text: formatMessage(message, result.pkg, { color: false }) ?? code },
      file,
      ...(path[0] === 'name' ? {} : { at: { path: at } }),
      expected: `no ${type} of publint`,
      actual: path[0] === 'name' ? code : `${asField(at)}: ${asJson(value)}`,
      identity: `${code} ${path.join('.')}`,
      fixable: false,
    });
  }
};

/** What publint said, by all that it was shown: packages of one workspace are often the same but for their names. */
const known = new WeakMap<Workspace, Map<string, Promise<Result>>>();
/** Beyond so many characters the sources of a package are in it, and no other has the same. */
const longestKey = 10_000;

async function ask(
  workspace: Workspace,
  files: readonly VirtualFile[],
  level: 'warning' | 'suggestion',
): Promise<Result> {
  const { publint } = await import('publint');
  const run = (): Promise<Result> =>
    publint({ pkgDir: virtualRoot, level, pack: { files: [...files] } });
  const length = files.reduce((sum, { name, data }) => sum + name.length + data.length, 0);
  if (length > longestKey) return run();
  const answers = known.get(workspace) ?? new Map<string, Promise<Result>>();
  known.set(workspace, answers);
  const key = JSON.stringify([level, files]);
  const answer = answers.get(key) ?? run();
  answers.set(key, answer);
  return answer;
}

/** publint names fields as they are published, and the places in lists as texts. */
function pathIn(view: PackageView, path: readonly string[]): JsonPath {
  const [field = '', ...rest] = path;
  let value: unknown = view.field(field).value;
  const inside = rest.map((key) => {
    const part = Array.isArray(value) ? Number(key) : key;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
    return part;
  });
  return [...view.field(field).path, ...inside];
}
