import type { Comment, Expression, Node, ParamPattern, Program, Visitor } from 'oxc-parser';

/** A range of a source that is no type, and what stands for it. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type VisitorClass = typeof Visitor;

/**
 * What of a module is no part of its types: comments, bodies of functions, private members, names and defaults of
 * parameters, values. A value of which the type is inferred becomes what can be told by its form.
 */
export function editsOf(
  visitor: VisitorClass,
  program: Program,
  text: string,
  comments: readonly Comment[],
): readonly Edit[] {
  const edits: Edit[] = comments.map(({ start, end }) => ({ start, end, text: ' ' }));
  const drop = (start: number, end: number, by = ''): void => {
    if (start < end) edits.push({ start, end, text: by });
  };

  function params(list: readonly ParamPattern[]): void {
    for (const one of list) param(one);
  }

  function param(node: Node): void {
    switch (node.type) {
      case 'AssignmentPattern': {
        // What has a default may be left out.
        const { left, right } = node;
        const annotation = annotationOf(left);
        drop(node.start, annotation ? annotation.start : left.end, '_?');
        drop(left.end, node.end, annotation ? '' : `:${formOf(right)}`);
        return;
      }
      case 'Identifier': {
        // A function's `this` is no name.
        if (node.name !== 'this') {
          drop(node.start, node.start + node.name.length, '_');
        }
        return;
      }
      case 'ObjectPattern':
      case 'ArrayPattern': {
        drop(node.start, annotationOf(node)?.start ?? node.end, '_');
        return;
      }
      case 'RestElement': {
        param(node.argument);
        return;
      }
      case 'TSParameterProperty': {
        param(node.parameter);
        return;
      }
      default:
    }
  }

  function value(node: Expression): void {
    switch (node.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'ClassExpression':
      case 'Identifier':
      case 'MemberExpression':
        return;
      case 'TSAsExpression':
        if (text.slice(node.typeAnnotation.start, node.typeAnnotation.end) !== 'const') {
          drop(node.start, node.typeAnnotation.start, ':');
        }
        return;
      case 'TSSatisfiesExpression':
        value(node.expression);
        drop(node.expression.end, node.end);
        return;
      case 'ObjectExpression':
        for (const one of node.properties) if (one.type === 'Property') value(one.value);
        return;
      default:
        drop(node.start, node.end, formOf(node));
    }
  }

  new visitor({
    FunctionDeclaration(node) {
      params(node.params);
      if (node.body) drop(node.body.start, node.body.end);
    },
    FunctionExpression(node) {
      params(node.params);
      if (node.body) drop(node.body.start, node.body.end);
    },
    ArrowFunctionExpression(node) {
      params(node.params);
      drop(node.body.start, node.body.end);
    },
    TSDeclareFunction: (node) => params(node.params),
    TSEmptyBodyFunctionExpression: (node) => params(node.params),
    TSFunctionType: (node) => params(node.params),
    TSConstructorType: (node) => params(node.params),
    TSMethodSignature: (node) => params(node.params),
    TSCallSignatureDeclaration: (node) => params(node.params),
    TSConstructSignatureDeclaration: (node) => params(node.params),
    PropertyDefinition(node) {
      if (isHidden(node)) drop(node.start, node.end);
      else if (node.value) {
        if (node.typeAnnotation) drop(node.typeAnnotation.end, node.value.end);
        else value(node.value);
      }
    },
    MethodDefinition(node) {
      if (isHidden(node)) drop(node.start, node.end);
    },
    StaticBlock: (node) => drop(node.start, node.end),
    VariableDeclarator(node) {
      if (node.id.typeAnnotation) drop(node.id.typeAnnotation.end, node.end);
      else if (node.init) value(node.init);
    },
  }).visit(program);
  return edits;
}

function isHidden(node: { accessibility?: string | null; key: { type: string } }): boolean {
  return node.accessibility === 'private' || node.key.type === 'PrivateIdentifier';
}

function annotationOf(node: Node): { readonly start: number } | undefined {
  return 'typeAnnotation' in node && node.typeAnnotation ? node.typeAnnotation : undefined;
}

/** The type of a value as its form tells it; three dots where only a compiler could say. */
function formOf(node: Expression): string {
  switch (node.type) {
    case 'Literal':
      return node.value === null
        ? 'null'
        : node.value instanceof RegExp
          ? 'RegExp'
          : typeof node.value;
    case 'TemplateLiteral':
      return 'string';
    default:
      return '…';
  }
}
