import type { Finding, FixContext } from '@h-j-petroleum/standards-engine';
import { editJson, parseJson } from '@h-j-petroleum/standards-engine';
import type { ManifestCheckOptions } from './options.ts';
import { isRecord } from './package/json-value.ts';
import type { JsonPath } from './package/json-value.ts';

/** Mends what has one right answer. Which answer that is, the check has found out already. */
export function fixManifest({ findings, tree, leave }: FixContext<ManifestCheckOptions>): void {
  for (const finding of findings) {
    const text = tree.read(finding.file);
    const mended = text === undefined ? undefined : mend(finding, text);
    if (mended === undefined) leave(finding, 'The manifest has changed since it was checked.');
    else tree.write(finding.file, mended);
  }
}

/** The manifest without this one departure; undefined where it is not to be found in it any more. */
function mend({ messageId, at, data }: Finding, text: string): string | undefined {
  const path = at && 'path' in at ? at.path : [];
  const { to, url, directory, root } = data;
  switch (messageId) {
    case 'not-esm':
      return editJson(text, path, 'module');
    case 'target-invalid':
    case 'license-missing':
      return editJson(text, path, to);
    case 'files-missing':
      return editJson(text, path, [to]);
    case 'repository-missing':
    case 'repository-other':
      return editJson(text, ['repository'], { type: 'git', url, directory });
    case 'repository-directory':
      // A text has no place for the folder.
      return url === ''
        ? editJson(text, path, root)
        : editJson(text, ['repository'], { type: 'git', url, directory: root });
    case 'types-order':
      return moveTypes(text, path.slice(0, -1), String(data['before']));
    default:
      return undefined;
  }
}

/** Puts `types` right before the condition that was tried first. */
function moveTypes(text: string, path: JsonPath, before: string): string | undefined {
  const parsed = parseJson(text);
  let value: unknown = parsed.ok ? parsed.value : undefined;
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  if (!isRecord(value)) return undefined;
  const { types } = value;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'types') return [];
    return key === before
      ? [
          ['types', types],
          [key, inner],
        ]
      : [[key, inner]];
  });
  return editJson(text, path, Object.fromEntries(entries));
}
