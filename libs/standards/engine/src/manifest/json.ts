import type { Node, ParseError } from 'jsonc-parser';
import { applyEdits, findNodeAtLocation, modify, parse, parseTree } from 'jsonc-parser';
import { nodeAt } from './json-node.ts';

export type JsonPath = readonly (string | number)[];

/** A parsed text, or why it cannot be parsed and on which line. */
export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Parses strict JSON as `package.json` must be; a leading byte order mark is allowed, as package managers allow it. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(withoutMark(text)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, line: lineOfSyntaxError(text), reason };
  }
}

/** The line, counted from 1, of a value in JSON or JSON with comments; of its nearest existing parent where it is absent. */
export function lineOfJsonPath(text: string, path: JsonPath): number {
  const { tree, lineOf } = indexOf(text);
  if (!tree) return 1;
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(tree, path.slice(0, length));
    // The line of the key, not of the value, which may be an object that opens further down.
    if (node) return lineOf(node.parent?.type === 'property' ? node.parent.offset : node.offset);
  }
  return lineOf(tree.offset);
}

interface TextIndex {
  readonly text: string;
  readonly tree: Node | undefined;
  /** The line, counted from 1, of an offset. */
  lineOf(offset: number): number;
}

/** Findings come file by file, so the last text answers nearly all; parsed for each, 30,000 in one manifest took minutes. */
let lastIndex: TextIndex | undefined;

function indexOf(text: string): TextIndex {
  if (lastIndex?.text === text) return lastIndex;
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  lastIndex = {
    text,
    tree: parseTolerantly(text),
    lineOf(offset) {
      // The first line that ends at or behind the offset.
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((ends[middle] ?? 0) < offset) low = middle + 1;
        else high = middle;
      }
      return low + 1;
    },
  };
  return lastIndex;
}

/**
 * Sets or, with undefined, removes one value and leaves every other byte as it was: indentation, line ends, comments,
 * a byte order mark and a missing last line end.
 */
export function editJson(text: string, path: JsonPath, value: unknown): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = withoutMark(text);
  const repeated = value === undefined ? undefined : repeatedNode(body, path);
  if (repeated) {
    const end = repeated.offset + repeated.length;
    return mark + body.slice(0, repeated.offset) + JSON.stringify(value) + body.slice(end);
  }
  const edits = modify(body, [...path], value, {
    formattingOptions: {
      ...indentationOf(body),
      eol: body.includes('\r\n') ? '\r\n' : '\n',
    },
  });
  return mark + applyEdits(body, edits);
}

/** The value that counts where a key of the path stands twice, since `modify` would change the one that does not. */
function repeatedNode(body: string, path: JsonPath): Node | undefined {
  const tree = parseTolerantly(body);
  const node = tree && nodeAt(tree, path);
  return node && node !== findNodeAtLocation(tree, [...path]) ? node : undefined;
}

/** Undefined for an empty text, and for one nested so deep that the parser's stack ends: it has no line worth telling. */
function parseTolerantly(text: string): Node | undefined {
  try {
    return parseTree(text, undefined, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The line, counted from 1, of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
  }
  return line;
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function indentationOf(text: string): { insertSpaces: boolean; tabSize: number } {
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  return indent.startsWith('\t')
    ? { insertSpaces: false, tabSize: 1 }
    : { insertSpaces: true, tabSize: indent.length };
}

/** V8 names a position in some of its messages only; the tolerant parser always says where it first stumbled. */
function lineOfSyntaxError(text: string): number {
  const errors: ParseError[] = [];
  try {
    parse(withoutMark(text), errors, { disallowComments: true });
  } catch (error) {
    // Nested so deep that the parser's stack ends before it comes to the fault.
    if (!(error instanceof RangeError)) throw error;
  }
  return lineAt(withoutMark(text), errors[0]?.offset ?? 0);
}
