import type { Draft } from '@h-j-petroleum/standards-engine';
import { lineAt, nearestName } from '@h-j-petroleum/standards-engine';
import type { messages } from '../messages.ts';

type Found = Draft<typeof messages>;
type Conventions = typeof import('../conventions.ts');

/** Calls whose argument, or its keys, are names of attributes. */
const attributeCalls = new Set(['setAttribute', 'setAttributes', 'addEvent']);

/**
 * First parts of names that OpenTelemetry has for itself, and that nothing else is written with: in these a key of any
 * object counts as the name of an attribute.
 */
const certain = new Set(
  'http url server client network net db messaging rpc exception service user_agent faas k8s'.split(
    ' ',
  ),
);

/** What one file of production code calls and names, as its syntax tree has it. */
export async function judgeSource(
  file: string,
  text: string,
  conventions: Conventions,
): Promise<readonly Found[]> {
  const names = /['"`][a-z][a-z0-9_]*\.[a-z]/.test(text);
  if (!names && !/\bconsole\b/.test(text)) return [];
  const { parseSync, Visitor } = await import('oxc-parser');
  const { program } = parseSync(file, text);
  const found: Found[] = [];
  const judge = (name: unknown, start: number, isAttribute: boolean): void => {
    if (typeof name !== 'string') return;
    const draft = judgeName(name, isAttribute, conventions);
    if (draft) found.push({ ...draft, file, at: { line: lineAt(text, start) } });
  };
  const attributes = new Set<unknown>();
  new Visitor({
    CallExpression({ callee, arguments: given }) {
      if (callee.type !== 'MemberExpression' || callee.computed) return;
      const { object, property } = callee;
      if (object.type === 'Identifier' && object.name === 'console') {
        found.push({
          ...{ message: 'console-used', data: { method: property.name }, file },
          at: { line: lineAt(text, callee.start) },
          expected: "the service's logger",
          actual: `console.${property.name}`,
        });
      } else if (attributeCalls.has(property.name)) {
        const [first, second] = given;
        if (property.name === 'setAttribute' && first?.type === 'Literal') {
          judge(first.value, first.start, true);
        }
        attributes.add(property.name === 'addEvent' ? second : first);
      }
    },
    Property({ key, value }) {
      const named = key.type === 'Identifier' ? key.name : undefined;
      if (named === 'attributes') attributes.add(value);
    },
    ObjectExpression(node) {
      const isAttributes = attributes.has(node);
      for (const one of node.properties) {
        if (one.type === 'SpreadElement') {
          if (isAttributes) attributes.add(one.argument);
        } else if (one.key.type === 'Literal') judge(one.key.value, one.key.start, isAttributes);
      }
    },
    // A property and its value are entered before what stands in the value, so the sets are filled in time.
    ConditionalExpression(node) {
      if (!attributes.has(node)) return;
      attributes.add(node.consequent).add(node.alternate);
    },
    ParenthesizedExpression(node) {
      if (attributes.has(node)) attributes.add(node.expression);
    },
  }).visit(program);
  return found;
}

function judgeName(
  name: string,
  isAttribute: boolean,
  { attributeNames, attributePrefixes, deprecatedAttributes, semconvVersion: version }: Conventions,
): Omit<Found, 'file'> | undefined {
  const [root = ''] = name.split('.');
  if (!/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$/.test(name)) return undefined;
  if (!isAttribute && !certain.has(root)) return undefined;
  const replacement = deprecatedAttributes.get(name);
  if (replacement !== undefined) {
    return {
      ...{ message: 'attribute-deprecated', data: { name, version } },
      expected: replacement === '' ? 'no such attribute; it has no successor' : replacement,
      actual: name,
    };
  }
  if (attributeNames.has(name) || attributePrefixes.some((one) => name.startsWith(one)))
    return undefined;
  // A name of one's own is free, below a first part that OpenTelemetry does not have.
  if (!certain.has(root)) return undefined;
  const nearest = nearestName(name, [...attributeNames]);
  return {
    ...{ message: 'attribute-unknown', data: { name, version } },
    expected: nearest ?? `a name of the conventions, or one that does not begin with \`${root}.\``,
    actual: name,
  };
}
