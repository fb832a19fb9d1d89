import type { CallExpression, ParseResult, Program } from 'oxc-parser';
import { lineAt } from '../manifest/json.ts';
import { unescaped } from './quoted-specifiers.ts';
import { scriptBlocks } from './script-blocks.ts';
import { nestsTooDeep } from './too-deep.ts';

/**
 * How a source names another module: `import` and `export … from` statements, `import()` and `require()` calls,
 * also of `module`, of `createRequire()` and of a mock's original, `require.resolve()` and `import.meta.resolve()`,
 * `import('…')` in a type, a triple-slash reference.
 */
export type ImportKind =
  'import' | 'export' | 'dynamic' | 'require' | 'resolve' | 'type' | 'reference';

export interface ImportReference {
  readonly specifier: string;
  readonly kind: ImportKind;
  /** Whether it is gone after types are stripped. */
  readonly typeOnly: boolean;
  /** Counted from 1. */
  readonly line: number;
  /** Offsets of the specifier without its quotes. */
  readonly start: number;
  readonly end: number;
}

/** The imports of one file in the order of the text, or why it cannot be parsed. */
export type ParsedSource =
  | { readonly ok: true; readonly imports: readonly ImportReference[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Parses one file. */
export type SourceParser = (path: string, text: string) => ParsedSource;

type Lang = 'js' | 'jsx' | 'ts' | 'tsx' | 'dts';
type Parser = typeof import('oxc-parser');
type Found = Omit<ImportReference, 'line'>;

/** Loads the parser: some milliseconds, so only when a file has to be parsed. */
export async function loadSourceParser(): Promise<SourceParser> {
  const parser = await import('oxc-parser');
  return (path, text) => parseSource(parser, path, text);
}

function parseSource(parser: Parser, path: string, text: string): ParsedSource {
  if (nestsTooDeep(text)) return { ok: false, line: 1, reason: 'it is nested too deep' };
  const blocks = /\.(?:vue|svelte|astro)$/.test(path)
    ? scriptBlocks(path, text)
    : [{ text, offset: 0, lang: undefined }];
  const found: Found[] = [];
  for (const block of blocks) {
    const script = block.lang === undefined ? path : `${path}.${block.lang}`;
    const parsed = parseScript(parser, script, block.text);
    if ('reason' in parsed) {
      return { ok: false, line: lineAt(text, block.offset + parsed.offset), reason: parsed.reason };
    }
    for (const one of parsed.found) {
      found.push({ ...one, start: one.start + block.offset, end: one.end + block.offset });
    }
  }
  found.sort((a, b) => a.start - b.start);
  return { ok: true, imports: withLines(text, found) };
}

function parseScript(
  parser: Parser,
  path: string,
  text: string,
): { readonly found: readonly Found[] } | { readonly offset: number; readonly reason: string } {
  let first: { offset: number; reason: string } | undefined;
  for (const lang of langsOf(path)) {
    const result = parser.parseSync(path, text, { lang });
    const error = result.errors.find(({ severity }) => String(severity) === 'Error');
    // A parser that recovered from an error gives a program; one that gave up, an empty one.
    if (!error || result.program.body.length > 0) {
      return { found: importsOf(parser, result, text, lang) };
    }
    first ??= { offset: error.labels[0]?.start ?? 0, reason: error.message };
  }
  return first ?? { found: [] };
}

/** In this order, the first that fits. JSX is common in `.js`; TypeScript's grammar also reads much of Flow's. */
function langsOf(path: string): readonly Lang[] {
  if (/\.d\.(?:[^./]+\.)?[cm]?ts$/.test(path)) return ['dts'];
  if (path.endsWith('.tsx')) return ['tsx'];
  if (/\.[cm]?ts$/.test(path)) return ['ts'];
  return ['jsx', 'js', 'tsx', 'ts'];
}

function importsOf(parser: Parser, result: ParseResult, text: string, lang: Lang): Found[] {
  const found: Found[] = [];
  const declaration = lang === 'dts';
  const add = (kind: ImportKind, typeOnly: boolean, start: number, end: number): void => {
    const literal = text.slice(start, end);
    const quote = literal.charAt(0);
    if (!'"\'`'.includes(quote) || literal.length < 3 || !literal.endsWith(quote)) return;
    const body = literal.slice(1, -1);
    // A template with a hole names no module that could be known here.
    if (quote === '`' && body.includes('${')) return;
    found.push({
      specifier: body.includes('\\') ? unescaped(body) : body,
      kind,
      typeOnly: typeOnly || declaration,
      start: start + 1,
      end: end - 1,
    });
  };
  const { staticImports, staticExports, dynamicImports } = result.module;
  for (const { start, moduleRequest, entries } of staticImports) {
    const typeOnly =
      entries.length === 0
        ? /^import\s+type\b/.test(text.slice(start, moduleRequest.start))
        : entries.every(({ isType }) => isType);
    add('import', typeOnly, moduleRequest.start, moduleRequest.end);
  }
  for (const { entries } of staticExports) {
    const request = entries.find(({ moduleRequest }) => moduleRequest !== null)?.moduleRequest;
    if (request) {
      add(
        'export',
        entries.every(({ isType }) => isType),
        request.start,
        request.end,
      );
    }
  }
  for (const { moduleRequest } of dynamicImports) {
    add('dynamic', false, moduleRequest.start, moduleRequest.end);
  }
  if (needsProgram(text, dynamicImports.length)) visit(parser, result.program, add);
  for (const match of text.matchAll(
    /^\s*\/\/\/\s*<reference\s+(?:types|path)\s*=\s*(["'][^"'\n]+["'])/gm,
  )) {
    const [whole, literal] = match;
    if (literal === undefined) continue;
    const end = match.index + whole.length;
    add('reference', true, end - literal.length, end);
  }
  return found;
}

/** The syntax tree costs several times the module record, so it is read only where the record cannot tell. */
function needsProgram(text: string, dynamicImports: number): boolean {
  if (
    /\brequire\b|\bcreateRequire\b|\b(?:require|import)Actual\b|\bimport\s*\.\s*meta\s*\.\s*resolve\b|\bexport\s*\{\s*\}\s*from\b/.test(
      text,
    )
  )
    return true;
  return (text.match(/\bimport\s*(?:\/\*[\s\S]*?\*\/\s*)?\(/g)?.length ?? 0) > dynamicImports;
}

function visit(
  parser: Parser,
  program: Program,
  add: (kind: ImportKind, typeOnly: boolean, start: number, end: number) => void,
): void {
  new parser.Visitor({
    TSImportType: ({ source }) => add('type', true, source.start, source.end),
    TSImportEqualsDeclaration({ moduleReference, importKind }) {
      if (moduleReference.type !== 'TSExternalModuleReference') return;
      const { expression } = moduleReference;
      add('require', importKind === 'type', expression.start, expression.end);
    },
    ExportNamedDeclaration({ source, specifiers, exportKind }) {
      // With specifiers it stands in the module record.
      if (source && specifiers.length === 0) {
        add('export', exportKind === 'type', source.start, source.end);
      }
    },
    CallExpression({ callee, arguments: [argument] }) {
      const kind = argument && loadingKind(callee);
      if (kind) add(kind, false, argument.start, argument.end);
    },
  }).visit(program);
}

/** How a call loads what its first argument names; undefined for a call that does something else. */
function loadingKind(callee: CallExpression['callee']): ImportKind | undefined {
  if (callee.type === 'Identifier') return callee.name === 'require' ? 'require' : undefined;
  // `createRequire(import.meta.url)('x')`
  if (callee.type === 'CallExpression') {
    return nameOf(callee.callee) === 'createRequire' ? 'require' : undefined;
  }
  if (callee.type !== 'MemberExpression') return undefined;
  const { object } = callee;
  switch (nameOf(callee)) {
    case 'resolve':
      return nameOf(object) === 'require' || object.type === 'MetaProperty' ? 'resolve' : undefined;
    case 'require':
      return nameOf(object) === 'module' ? 'require' : undefined;
    // Of jest and vitest: the module itself, where a mock stands for it.
    case 'requireActual':
      return 'require';
    case 'importActual':
      return 'dynamic';
    default:
      return undefined;
  }
}

/** The name that is written: of `a.b`, `b`. */
function nameOf(expression: CallExpression['callee']): string | undefined {
  if (expression.type === 'Identifier') return expression.name;
  return expression.type === 'MemberExpression' && expression.property.type === 'Identifier'
    ? expression.property.name
    : undefined;
}

/** Lines for offsets in rising order, in one pass over the text. */
function withLines(text: string, found: readonly Found[]): ImportReference[] {
  let line = 1;
  let newline = text.indexOf('\n');
  return found.map((one) => {
    while (newline !== -1 && newline < one.start) {
      line++;
      newline = text.indexOf('\n', newline + 1);
    }
    return { ...one, line };
  });
}
