import type { Document, Node, Pair, ParsedNode, Scalar, YAMLMap } from 'yaml';
import type { JsonPath, ParsedJson } from './json.ts';
import { lineAt } from './json.ts';

type Yaml = typeof import('yaml');

/** Loaded when the first YAML file is read: most workspaces have none. */
const load = (): Promise<Yaml> => import('yaml');

/** Parses one YAML document with merge keys, as pnpm and yarn read their settings; an empty text is null. */
export async function parseYaml(text: string): Promise<ParsedJson> {
  const { parseDocument } = await load();
  const document = parseDocument(text, { merge: true });
  const [error] = document.errors;
  if (error) return { ok: false, line: lineAt(text, error.pos[0]), reason: error.message };
  try {
    return { ok: true, value: document.toJS() };
  } catch (error) {
    // Aliases that would unfold into more than memory holds, or that point nowhere.
    return { ok: false, line: 1, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The line, counted from 1, of a value in YAML; of its nearest existing parent where it is absent. */
export async function lineOfYamlPath(text: string, path: JsonPath): Promise<number> {
  const yaml = await load();
  const { steps } = walk(yaml, yaml.parseDocument(text), path);
  const start = steps.at(-1)?.start;
  return start === undefined ? 1 : lineAt(text, start);
}

/**
 * Sets or, with undefined, removes one existing value and leaves every other byte as it was: comments, quotes, blank
 * lines, line ends. A map that loses its last entry goes too. A path that is not there changes nothing.
 */
export async function editYaml(
  text: string,
  path: JsonPath,
  value: string | undefined,
): Promise<string> {
  const yaml = await load();
  const document = yaml.parseDocument(text);
  const { steps, found } = walk(yaml, document, path);
  const step = steps.at(-1);
  if (document.errors.length > 0 || !found || !step) return text;
  return value === undefined
    ? removeEntry(yaml, document, text, path, steps)
    : replaceValue(yaml, document, text, path, step, value);
}

/** A key or an item on the way to a path. */
interface Step {
  readonly start: number;
  /** The map that holds it, and the entry; undefined for an item of a list. */
  readonly entry: { readonly map: YAMLMap; readonly pair: Pair } | undefined;
  readonly value: Node | undefined;
}

function walk(
  yaml: Yaml,
  document: Document.Parsed<ParsedNode>,
  path: JsonPath,
): { steps: Step[]; found: boolean } {
  const steps: Step[] = [];
  let node: Node | null = document.contents;
  for (const segment of path) {
    // An alias stands for the map that it names.
    const target: Node | null | undefined = yaml.isAlias(node) ? node.resolve(document) : node;
    let value: unknown;
    if (yaml.isMap(target)) {
      const pair = target.items.find(
        ({ key }) => yaml.isScalar(key) && String(key.value) === String(segment),
      );
      if (!pair || !yaml.isScalar(pair.key)) return { steps, found: false };
      value = pair.value;
      const start = pair.key.range?.[0] ?? 0;
      steps.push({
        start,
        entry: { map: target, pair },
        value: yaml.isNode(value) ? value : undefined,
      });
    } else if (yaml.isSeq(target)) {
      value = target.items[Number(segment)];
      if (!yaml.isNode(value)) return { steps, found: false };
      steps.push({ start: value.range?.[0] ?? 0, entry: undefined, value });
    } else return { steps, found: false };
    node = yaml.isNode(value) ? value : null;
  }
  return { steps, found: true };
}

function replaceValue(
  yaml: Yaml,
  document: Document.Parsed<ParsedNode>,
  text: string,
  path: JsonPath,
  step: Step,
  value: string,
): string {
  const { value: node } = step;
  const inPlace = yaml.isAlias(node) || (yaml.isScalar(node) && !node.type?.startsWith('BLOCK'));
  const range = node?.range;
  if (!inPlace || !range || range[0] === range[1]) {
    document.setIn(path, value);
    return render(document, text);
  }
  const written = scalarText(yaml, value, yaml.isScalar(node) ? node.type : undefined);
  return text.slice(0, range[0]) + written + text.slice(range[1]);
}

/** A text as YAML, in the quotes that stand there, or in quotes where it would read as something else. */
function scalarText(yaml: Yaml, value: string, type: Scalar['type']): string {
  const quotes = type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE' ? type : 'PLAIN';
  // Written as an item of a flow list, where more must be quoted: right in every place.
  const list = yaml.stringify([value], {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    defaultStringType: quotes,
    singleQuote: quotes !== 'QUOTE_DOUBLE',
  });
  return list.slice(1, list.lastIndexOf(']'));
}

function removeEntry(
  yaml: Yaml,
  document: Document.Parsed<ParsedNode>,
  text: string,
  path: JsonPath,
  steps: readonly Step[],
): string {
  // Upwards past maps that would be left empty, which package managers may refuse.
  let last = steps.length - 1;
  while (last > 0 && steps[last]?.entry?.map.items.length === 1) last--;
  const step = steps[last];
  const lineStart = text.lastIndexOf('\n', (step?.start ?? 0) - 1) + 1;
  const ownLine = text.slice(lineStart, step?.start).trim() === '';
  const { map, pair } = step?.entry ?? {};
  const valueEnd = yaml.isNode(pair?.value) ? pair.value.range?.[1] : step?.start;
  if (!map || map.flow === true || map.items.length === 1 || !ownLine || valueEnd === undefined) {
    document.deleteIn(path.slice(0, last + 1));
    return render(document, text);
  }
  // A block's end lies past its last line end already.
  const end = text[valueEnd - 1] === '\n' ? valueEnd - 1 : text.indexOf('\n', valueEnd);
  return text.slice(0, lineStart) + (end === -1 ? '' : text.slice(end + 1));
}

/** Writes the whole document anew: the last resort, for forms in which entries share a line. */
function render(document: Document.Parsed<ParsedNode>, text: string): string {
  const written = document.toString({ lineWidth: 0 });
  return text.includes('\r\n') ? written.replaceAll(/\r?\n/g, '\r\n') : written;
}
