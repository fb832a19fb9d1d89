import type { Files } from '../../workspace/files.ts';
import { parentPath } from '../../workspace/files.ts';

/** A text, or why something stands there that is none. */
export type FoundText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/**
 * Reads a file on which it depends what is seen of the workspace. Undefined only where nothing stands at the path: a
 * folder of that name, a link that leads nowhere or bytes that are no text would otherwise look like no file at all.
 */
export function findText(files: Files, path: string): FoundText | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const entry = files.list(parentPath(path)).find((one) => one.name === name);
  if (!entry) return undefined;
  if (entry.kind === 'directory') return { ok: false, reason: 'it is a folder' };
  // Not opened at all: to read a pipe is to wait for whoever writes into it.
  if (entry.kind === 'other') {
    return { ok: false, reason: entry.link ? 'it is a link that leads nowhere' : 'it is no file' };
  }
  try {
    const text = files.read(path);
    if (text === undefined) return undefined;
    if (files.exact?.(path) === false) return { ok: false, reason: 'it is not UTF-8' };
    return { ok: true, text };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
