import type { Files } from '../workspace/files.ts';
import { quotedSpecifiers } from './quoted-specifiers.ts';

const known = new WeakMap<Files, Map<string, { text: string; found: ReadonlySet<string> }>>();

/** {@link quotedSpecifiers} of a file, scanned once for one text, however many skills ask; empty where there is no file. */
export function fileSpecifiers(files: Files, path: string): ReadonlySet<string> {
  let byPath = known.get(files);
  if (!byPath) known.set(files, (byPath = new Map()));
  const text = files.read(path) ?? '';
  const before = byPath.get(path);
  // A tree with edits on top changes under the same identity.
  if (before?.text === text) return before.found;
  const found = quotedSpecifiers(text);
  byPath.set(path, { text, found });
  return found;
}
