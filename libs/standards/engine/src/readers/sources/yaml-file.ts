import type { Document } from 'yaml';
import { lineAt } from '../../manifest/json.ts';
import type { Files } from '../../workspace/files.ts';
import type { ReadProblem } from '../../workspace/workspace.ts';
import { findText } from './text-file.ts';
import { kindOfValue, isObject } from './untrusted.ts';

/** A YAML file of settings. */
export interface YamlFile {
  readonly file: string;
  /** Empty where the file is empty or cannot be read. Every scalar is a string, as written: `5.10` stays `5.10`. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly problems: readonly ReadProblem[];
  /** The line of the value at a path, counted from 1. */
  lineOf(path: readonly (string | number)[]): number;
}

/** Reads a YAML file whose top is a map; undefined where there is no such file. */
export async function readYamlFile(files: Files, file: string): Promise<YamlFile | undefined> {
  const found = findText(files, file);
  if (!found) return undefined;
  if (!found.ok) {
    return { file, data: {}, problems: [unreadable(file, 1, found.reason)], lineOf: () => 1 };
  }
  const { text } = found;
  // Loaded only here: parsing YAML costs more than reading 300 manifests, and most roots have none.
  const { isNode, parseDocument } = await import('yaml');
  const document = parseDocument(text, { schema: 'failsafe', merge: true });
  const lineOf: YamlFile['lineOf'] = (path) => {
    const node = document.getIn(path, true);
    return isNode(node) && node.range ? lineAt(text, node.range[0]) : 1;
  };
  const parsed = toData(document);
  return parsed.ok
    ? { file, data: parsed.data, problems: [], lineOf }
    : { file, data: {}, problems: [unreadable(file, parsed.line, parsed.reason)], lineOf };
}

/** A file of settings that stands there and says nothing that can be understood. */
export function unreadable(file: string, line: number, reason: string): ReadProblem {
  return {
    code: 'workspace-file-unreadable',
    file,
    line,
    detail: `${file} cannot be read: ${reason}.`,
    expected: `${file} can be read, so that the members of the workspace are known.`,
  };
}

type Data =
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly line: number; readonly reason: string };

function toData(document: Document): Data {
  const [error] = document.errors;
  if (error) {
    // The library's message goes on with a picture of the place; the first line says it all.
    const reason = (error.message.split('\n')[0] ?? '').replace(/:$/, '');
    return { ok: false, line: error.linePos?.[0].line ?? 1, reason };
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (thrown) {
    // Aliases that multiply themselves are refused by the library.
    return {
      ok: false,
      line: 1,
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    };
  }
  if (value === null || value === '') return { ok: true, data: {} };
  if (isObject(value)) return { ok: true, data: value };
  return { ok: false, line: 1, reason: `it holds ${kindOfValue(value)}` };
}
