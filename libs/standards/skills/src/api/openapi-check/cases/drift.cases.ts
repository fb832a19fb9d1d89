import type { Measured } from '@h-j-petroleum/standards-engine';
import type { Case, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import { document, notApplicable, operation, shop } from './trees.ts';

const command = 'node server.js openapi --out';
const options = { generators: { shop: { command: command.split(' ') } } };
const base = shop(undefined);
const at = { project: 'shop', file: 'apps/shop/openapi.json' } as const;

const printed = (value: unknown): Readonly<Record<string, Measured>> =>
  measured({ generated: typeof value === 'string' ? value : JSON.stringify(value) });
const measured = (facts: object): Readonly<Record<string, Measured>> => ({
  shop: { state: 'done', value: { version: 1, command, ...facts } },
});

function drifted(
  name: string,
  given: Readonly<Record<string, Measured>>,
  ...findings: readonly ExpectedFinding[]
): Case {
  const kind = findings.length === 0 ? 'valid' : 'invalid';
  const outcomes = { root: notApplicable };
  return { name, kind, tree: shop(document()), base, options, measured: given, findings, outcomes };
}

const operations = (count: number): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `/p${n}`,
      { get: operation({ type: 'string' }, { operationId: `get${n}` }) },
    ]),
  );

/** What the document says, and what the service prints. */
export const driftCases: readonly Case[] = [
  drifted('a document that is what the service prints', printed(document())),
  drifted(
    'keys in another order, and YAML in place of JSON',
    printed(`info: { version: 1.0.0, title: shop }
openapi: 3.1.0
security: []
paths: ${JSON.stringify(document().paths)}
`),
  ),
  drifted(
    'places that are other, gone and new',
    printed(
      document({
        info: { title: 'shop', version: '1.1.0' },
        security: undefined,
        tags: [{ name: 'orders' }],
      }),
    ),
    {
      ...{ message: 'drift', ...at, line: 1, expected: `a list of 1, as \`${command}\` prints it` },
      ...{ actual: 'nothing' },
      text: 'The document is not what the service makes: tags',
    },
    {
      ...{ message: 'drift', ...at, line: 5, expected: `"1.1.0", as \`${command}\` prints it` },
      ...{ actual: '"1.0.0"' },
      text: 'The document is not what the service makes: info › version',
    },
    {
      ...{ message: 'drift', ...at, line: 7, expected: `nothing, as \`${command}\` prints it` },
      ...{ actual: 'a list of 0' },
      text: 'The document is not what the service makes: security',
    },
  ),
  {
    ...drifted('many differences are told of as one', printed(document({ paths: operations(12) }))),
    kind: 'invalid',
    findings: [
      {
        ...{ message: 'drift', ...at, line: 1, expected: `what \`${command}\` prints` },
        actual: '13 differences',
        text: 'The document is not what the service makes: 3 more places',
      },
      ...Array.from({ length: 9 }, (_, n) => ({
        ...{ message: 'drift', ...at, line: 8, actual: 'nothing' },
        expected: `an object, as \`${command}\` prints it`,
        text: `The document is not what the service makes: paths › /p${n}`,
      })),
      {
        ...{ message: 'drift', ...at, line: 9, actual: 'an object' },
        expected: `nothing, as \`${command}\` prints it`,
        text: 'The document is not what the service makes: paths › /orders',
      },
    ],
  },
  drifted(
    'a service that ends in place of printing',
    measured({ problem: 'it ended with exit code 1; it said: no DATABASE_URL' }),
    {
      ...{ message: 'not-generated', ...at, line: 1 },
      expected: 'an OpenAPI document on the standard output',
      actual: 'it ended with exit code 1; it said: no DATABASE_URL',
    },
  ),
  drifted('a service that prints something else', printed('{ "openapi": '), {
    ...{ message: 'not-generated', ...at, line: 1 },
    expected: 'an OpenAPI document on the standard output',
    actual: 'line 1 of what it printed: Unexpected end of JSON input',
  }),
  {
    ...drifted('a document that was never written', printed(document())),
    ...{ kind: 'invalid', tree: shop(undefined) },
    findings: [
      {
        ...{ message: 'document-missing', project: 'shop', file: 'apps/shop/package.json' },
        ...{ line: 1, expected: `apps/shop/openapi.json, as \`${command}\` prints it` },
        actual: 'none',
      },
    ],
  },
  {
    ...drifted('what was measured in another form is not judged', {
      shop: { state: 'done', value: { version: 2 } },
    }),
    kind: 'edge',
    outcomes: {
      root: notApplicable,
      shop: {
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure api:openapi-check --again`.',
      },
    },
  },
  {
    ...drifted('what was not measured does not pass', {}),
    kind: 'edge',
    outcomes: {
      root: notApplicable,
      shop: {
        outcome: 'not-supported',
        reason:
          'It was not measured. Run `standards measure api:openapi-check`; under Nx the task that `standards` depends on does.',
      },
    },
  },
];
