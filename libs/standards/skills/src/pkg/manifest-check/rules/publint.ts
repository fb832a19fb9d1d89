import type { PackageView } from '../package/package-view.ts';
import type { JsonPath } from '../package/json-value.ts';
import { asJson } from '../package/json-value.ts';
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
  const { publint } = await import('publint');
  const level = options.suggestions ? 'suggestion' : 'warning';
  const { file } = view.manifest;
  let result;
  try {
    // A field that is nested deeper than the stack cannot be handed over.
    const files = [...virtualPackage(view)];
    result = await publint({ pkgDir: virtualRoot, level, pack: { files } });
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
