import type { Comment, Expression, Program as Syntax, Statement } from 'oxc-parser';
import type { Program } from '../readme/programs.ts';

/** A program whose results are told to `globalThis.__readme`, which compares them. */
export interface Comparing {
  readonly text: string;
  /** How many results the program says. */
  readonly count: number;
}

/**
 * Takes a program apart at comments `// -> result` behind a statement of its outermost level, in the same line or in those
 * below. Compared is the value of an expression, that of a variable as it is declared, or what `console.log` prints. No line
 * moves.
 */
export async function withComparisons({ file, language, text }: Program): Promise<Comparing> {
  const { parseSync } = await import('oxc-parser');
  const { program, comments } = parseSync(`${file}.${language}`, text, { lang: language });
  const edits: { readonly at: number; readonly put: string }[] = [];
  let count = 0;
  for (const statement of syntaxOf(program)) {
    const said = expectationBehind(statement.end, comments, text);
    const place = said === undefined ? undefined : placeIn(statement);
    if (said === undefined || place === undefined) continue;
    count++;
    const line = text.slice(0, said.start).split('\n').length;
    const call = `globalThis.__readme.${place.how}(${line}, ${JSON.stringify(said.text)})`;
    if (place.how === 'printed') {
      edits.push({ at: place.start, put: `${call};` });
      continue;
    }
    edits.push({ at: place.start, put: `${call}((` }, { at: place.end, put: '))' });
  }
  const put = edits
    .sort((a, b) => b.at - a.at)
    .reduce((given, { at, put: more }) => given.slice(0, at) + more + given.slice(at), text);
  return { text: put, count };
}

function syntaxOf({ body }: Syntax): readonly Statement[] {
  return body.filter((one): one is Statement => !one.type.startsWith('Import'));
}

function expectationBehind(
  end: number,
  comments: readonly Comment[],
  text: string,
): { readonly text: string; readonly start: number } | undefined {
  const lines: string[] = [];
  let start: number | undefined;
  let from = end;
  for (const comment of comments) {
    if (comment.start < from || comment.type !== 'Line') continue;
    if (!/^[ \t]*\r?\n?[ \t]*$/.test(text.slice(from, comment.start))) break;
    const [, said] = /^\s*->\s?(.*)$/.exec(comment.value.trimEnd()) ?? [];
    if (said === undefined) break;
    start ??= comment.start;
    lines.push(said);
    from = comment.end;
  }
  return start === undefined ? undefined : { text: lines.join('\n'), start };
}

type Place =
  | { readonly how: 'value'; readonly start: number; readonly end: number }
  | { readonly how: 'printed'; readonly start: number };

function placeIn(statement: Statement): Place | undefined {
  if (statement.type === 'ExpressionStatement') {
    const { expression } = statement;
    if (isPrinting(expression)) return { how: 'printed', start: statement.start };
    return { how: 'value', start: expression.start, end: expression.end };
  }
  const declaration =
    statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (declaration?.type !== 'VariableDeclaration') return undefined;
  const [only, ...more] = declaration.declarations;
  if (!only?.init || more.length > 0) return undefined;
  return { how: 'value', start: only.init.start, end: only.init.end };
}

function isPrinting(expression: Expression): boolean {
  if (expression.type !== 'CallExpression') return false;
  const { callee } = expression;
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'console'
  );
}
