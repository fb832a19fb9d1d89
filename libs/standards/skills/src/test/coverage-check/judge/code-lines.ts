import { lineAt } from '@h-j-petroleum/standards-engine';

/** Statements that do nothing when they are run. */
const idle = new Set(['BlockStatement', 'EmptyStatement', 'LabeledStatement']);

/**
 * Lines on which something starts that is run: of a file that no test loads, so that coverage does not know it. Types, imports and
 * what hands on the exports of others are none.
 */
export async function codeLines(file: string, text: string): Promise<ReadonlySet<number>> {
  const { parseSync } = await import('oxc-parser');
  const lines = new Set<number>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const type: unknown = Reflect.get(node, 'type');
    if (typeof type !== 'string' || isTypes(type, node)) return;
    const start: unknown = Reflect.get(node, 'start');
    const isRun = /Statement$|^VariableDeclaration$|^PropertyDefinition$/.test(type);
    if (isRun && !idle.has(type) && typeof start === 'number') lines.add(lineAt(text, start));
    for (const [key, inner] of Object.entries(node)) {
      if (key !== 'typeAnnotation' && key !== 'returnType') visit(inner);
    }
  };
  visit(parseSync(file, text).program.body);
  return lines;
}

function isTypes(type: string, node: object): boolean {
  if (type === 'ImportDeclaration' || type === 'ExportAllDeclaration') return true;
  if (Reflect.get(node, 'declare') === true) return true;
  // Of what TypeScript adds, these are more than types.
  return type.startsWith('TS') && !/^TS(As|Satisfies|NonNull|Enum|Module|TypeAssertion)/.test(type);
}
