import type { Node, Program, Visitor } from 'oxc-parser';

/** A name of a type or a value that a declaration refers to, and where. */
export interface Reference {
  readonly name: string;
  readonly start: number;
}

/** The names that types refer to, and values that give a type by what they are. */
export function referencesIn(visitor: typeof Visitor, program: Program): readonly Reference[] {
  const found: Reference[] = [];
  const note = (node: Node | null | undefined): void => {
    let first: Node | null | undefined = node;
    // Of `a.b.c`, the `a`.
    for (;;) {
      if (first?.type === 'TSQualifiedName') first = first.left;
      else if (first?.type === 'MemberExpression') first = first.object;
      else break;
    }
    if (first?.type === 'Identifier') found.push({ name: first.name, start: first.start });
  };
  new visitor({
    TSTypeReference: (node) => note(node.typeName),
    TSTypeQuery: (node) => note(node.exprName),
    TSInterfaceHeritage: (node) => note(node.expression),
    TSClassImplements: (node) => note(node.expression),
    ClassDeclaration: (node) => note(node.superClass),
    ClassExpression: (node) => note(node.superClass),
    VariableDeclarator: (node) => note(node.init),
    Property: (node) => note(node.value),
  }).visit(program);
  return found;
}
