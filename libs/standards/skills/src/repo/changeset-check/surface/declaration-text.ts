import type { Node } from 'oxc-parser';
import type { Edit } from './edits.ts';

/** A member of a type, as text. */
export interface Member {
  readonly text: string;
  /** Whether who makes such a thing may leave it out, or never makes one. */
  readonly optional: boolean;
}

/** The members of a declaration that has a body of them; undefined for any other. */
export function memberNodes(
  node: Node,
): { body: Node; members: readonly { node: Node; optional: boolean }[] } | undefined {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
      return { body: node.body, members: node.body.body.map(typeMember) };
    case 'TSTypeAliasDeclaration': {
      const type = node.typeAnnotation;
      if (type.type !== 'TSTypeLiteral') return undefined;
      return { body: type, members: type.members.map(typeMember) };
    }
    case 'ClassDeclaration': {
      const members = node.body.body.map((one) => ({
        node: one,
        optional: !one.type.startsWith('TSAbstract'),
      }));
      return { body: node.body, members };
    }
    case 'TSEnumDeclaration':
      return {
        body: node.body,
        members: node.body.members.map((one) => ({ node: one, optional: true })),
      };
    default:
      return undefined;
  }
}

function typeMember(node: Node): { node: Node; optional: boolean } {
  return { node, optional: 'optional' in node && node.optional === true };
}

/** A node's text with the edits in it, in one form whatever way it is laid out. */
export function textOf(source: string, { start, end }: Node, edits: readonly Edit[]): string {
  const inside = edits
    .filter((edit) => edit.start >= start && edit.end <= end)
    // The longer of two that begin together, and of two inside one another the outer, counts.
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let text = '';
  let at = start;
  for (const edit of inside) {
    if (edit.start < at) continue;
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return laidOut(text + source.slice(at, end));
}

/** One line, no space where none is needed, and nothing that only a formatter adds. */
function laidOut(text: string): string {
  return (
    text
      .replaceAll(/\s+/g, ' ')
      // What is said by the type that is given back, or by where it stands.
      .replaceAll(/\b(?:async|declare|export) (?=[\w$*([#])/g, '')
      .replaceAll(/ ?([{}()[\]<>,;:|&=?]) ?/g, '$1')
      .replaceAll(/[,;]+(?=[}\])>])/g, '')
      .replaceAll(/(^|[=:(<,])\|/g, '$1')
      .replaceAll(/[,;]+$/g, '')
      .trim()
  );
}
