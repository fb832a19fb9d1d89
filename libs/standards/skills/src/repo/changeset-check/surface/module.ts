/**
 * The words of a package's public types, as its sources declare them:
 *
 * - module: one file; what it exports under which names, and what it declares and imports.
 * - declaration: what a name stands for, as text without all that is no type: bodies, comments, values, names of parameters.
 * - surface: the declarations that importers reach, by entry and name.
 */
import type { BindingIdentifier, Node, Program, Statement } from 'oxc-parser';
import { editsOf, type Edit } from './edits.ts';
import { memberNodes, textOf, type Member } from './declaration-text.ts';
import { referencesIn } from './references.ts';

/** What one name stands for inside its module. */
export interface Declaration {
  /** The text without its members, where it has any. */
  readonly head: string;
  /** Of an interface, an object type, a class or an enum: each by itself. */
  readonly members: readonly Member[] | undefined;
  /** Names of types and values that it refers to. */
  readonly references: readonly string[];
}

/** Where a name comes from that is not declared here. */
export interface Imported {
  readonly specifier: string;
  /** The name there; `*` for all of it. */
  readonly name: string;
}

export interface Module {
  /** Exported names: each the name of a declaration or import of this module, or one of another. */
  readonly exports: ReadonlyMap<string, { readonly local: string } | Imported>;
  /** Specifiers of `export * from`. */
  readonly stars: readonly string[];
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly imports: ReadonlyMap<string, Imported>;
}

interface Collected {
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly exports: Map<string, { local: string } | Imported>;
  readonly stars: string[];
  readonly parts: Map<string, Node[]>;
  readonly imports: Map<string, Imported>;
}

/** Reads a module by its syntax tree. What cannot be parsed is as much as was understood of it. */
export async function readModule(path: string, text: string): Promise<Module> {
  const { parseSync, Visitor } = await import('oxc-parser');
  const { program, comments } = parseSync(path, text);
  const edits = editsOf(Visitor, program, text, comments);
  const collected: Collected = {
    ...{ text, edits, exports: new Map(), stars: [], parts: new Map(), imports: new Map() },
  };
  for (const statement of program.body) collect(statement, collected);
  const references = referencesIn(Visitor, program);
  const declarations = new Map<string, Declaration>();
  for (const [name, parts] of collected.parts) {
    const bodies = parts.map(memberNodes);
    const members = bodies.some((one) => one !== undefined)
      ? bodies.flatMap((one) => one?.members ?? [])
      : undefined;
    const head = parts.map((part, at) => {
      const body = bodies[at]?.body;
      return textOf(text, part, body ? [...edits, { ...span(body), text: '{}' }] : edits);
    });
    const inside = references.filter(({ start }) =>
      parts.some((part) => part.start <= start && start < part.end && !isDropped(start, edits)),
    );
    declarations.set(name, {
      head: [...new Set(head)].sort().join(' & '),
      members: members?.map(({ node, optional }) => ({
        text: textOf(text, node, edits),
        optional,
      })),
      references: [...new Set(inside.map((one) => one.name))].sort(),
    });
  }
  const { exports, stars, imports } = collected;
  return { exports, stars, declarations, imports };
}

const span = ({ start, end }: Node): { start: number; end: number } => ({ start, end });

function isDropped(at: number, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end }) => start <= at && at < end);
}

function collect(statement: Statement | Program['body'][number], into: Collected): void {
  switch (statement.type) {
    case 'ImportDeclaration': {
      const specifier = statement.source.value;
      for (const one of statement.specifiers) {
        const name =
          one.type === 'ImportNamespaceSpecifier'
            ? '*'
            : one.type === 'ImportDefaultSpecifier'
              ? 'default'
              : nameOf(one.imported);
        into.imports.set(one.local.name, { specifier, name });
      }
      return;
    }
    case 'ExportAllDeclaration': {
      const specifier = statement.source.value;
      if (statement.exported === null) into.stars.push(specifier);
      else into.exports.set(nameOf(statement.exported), { specifier, name: '*' });
      return;
    }
    case 'ExportNamedDeclaration': {
      for (const { local, exported } of statement.specifiers) {
        const name = nameOf(local);
        into.exports.set(
          nameOf(exported),
          statement.source ? { specifier: statement.source.value, name } : { local: name },
        );
      }
      if (statement.declaration) {
        for (const name of declare(statement.declaration, into))
          into.exports.set(name, { local: name });
      }
      return;
    }
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement;
      const [name] = declare(declaration, into);
      if (name === undefined) {
        const local = declaration.type === 'Identifier' ? declaration.name : 'default';
        if (local === 'default') add(into, local, declaration);
        into.exports.set('default', { local });
      } else into.exports.set('default', { local: name });
      return;
    }
    case 'TSExportAssignment': {
      const { expression } = statement;
      const local = expression.type === 'Identifier' ? expression.name : 'export =';
      if (local === 'export =') add(into, local, expression);
      into.exports.set('export =', { local });
      return;
    }
    default:
      declare(statement, into);
  }
}

/** Notes what a statement declares, and gives the names. */
function declare(node: Node, into: Collected): readonly string[] {
  switch (node.type) {
    case 'VariableDeclaration': {
      return node.declarations.flatMap((one) => {
        if (one.id.type === 'Identifier') return add(into, one.id.name, one);
        // What is taken apart has no type that stands here.
        return identifiersIn(one.id).flatMap((part) => add(into, part.name, part));
      });
    }
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return node.id ? add(into, node.id.name, node) : [];
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
      return add(into, node.id.name, node);
    case 'TSModuleDeclaration':
      return node.id.type === 'Identifier' ? add(into, node.id.name, node) : [];
    default:
      return [];
  }
}

function add(into: Collected, name: string, node: Node): readonly string[] {
  const parts = into.parts.get(name);
  // The implementation of overloads is seen by nobody.
  const hidden =
    node.type === 'FunctionDeclaration' && parts?.some(({ type }) => type === 'TSDeclareFunction');
  if (!parts) into.parts.set(name, [node]);
  else if (hidden !== true) parts.push(node);
  return [name];
}

function identifiersIn(pattern: Node): readonly BindingIdentifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) =>
        identifiersIn(one.type === 'Property' ? one.value : one.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one ? identifiersIn(one) : []));
    case 'AssignmentPattern':
      return identifiersIn(pattern.left);
    case 'RestElement':
      return identifiersIn(pattern.argument);
    default:
      return [];
  }
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Literal' ? String(node.value) : (node.name ?? '');
}
