import type { Case, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import { goodEntry, measured, options, others, service } from './trees.ts';

const file = 'apps/api/src/server.ts';
const app = 'apps/api/src/app.ts';

/** Findings of one file of the service, and all else in order. */
function source(
  name: string,
  path: string,
  text: string,
  ...findings: readonly (readonly [
    message: string,
    line: number,
    text: string,
    expected: string,
    actual: string,
  ])[]
): Case {
  return {
    ...{ name, kind: findings.length === 0 ? 'valid' : 'invalid', options, outcomes: others },
    ...{ tree: service({ [path]: text }), measured: measured() },
    findings: findings.map(([message, line, shown, expected, actual]): ExpectedFinding => ({
      ...{ message, project: 'api', file: path, line, text: shown, expected, actual },
    })),
  };
}

const toolkit = '@h-j-petroleum/toolkit-service/run';
const register = '@h-j-petroleum/toolkit-telemetry/register';
const loadedLater = (specifier: string) =>
  `await import('${specifier}') in what ${toolkit} is given to load`;

export const sourceCases: readonly Case[] = [
  source(
    'what is loaded later, types and what Node has may stand beside the start',
    file,
    `import { join } from 'node:path';\nimport type { Config } from './app.ts';\n${goodEntry}`,
  ),
  source(
    'a service that loads its routes before telemetry',
    file,
    `import fastify from 'fastify';\n${goodEntry}export { service } from './app.ts';\n`,
    [
      'telemetry-late',
      1,
      `${file} loads fastify before telemetry starts`,
      loadedLater('fastify'),
      'a static import',
    ],
    [
      'telemetry-late',
      5,
      `${file} loads ./app.ts before telemetry starts`,
      loadedLater('./app.ts'),
      'a static import',
    ],
  ),
  source(
    'a service that starts its logger first',
    file,
    `import { createLogger } from '@h-j-petroleum/toolkit-logger';\nimport '${register}';\nimport pg from 'pg';\n\ncreateLogger().info('starts');\nexport { pg };\n`,
    [
      'logger-first',
      1,
      `${file} starts its logger (@h-j-petroleum/toolkit-logger) before telemetry`,
      `an import after that of ${register}`,
      'a static import',
    ],
  ),
  source(
    'a service that starts no telemetry',
    file,
    `import fastify from 'fastify';\n\nawait fastify().listen();\n`,
    [
      'telemetry-missing',
      1,
      `${file} starts no telemetry: it imports none of ${toolkit}, ${register}`,
      `import { runService } from '${toolkit}'`,
      '1 other imports',
    ],
  ),
  {
    ...{ name: 'telemetry that is started by the command', kind: 'valid', findings: [] },
    options: {
      services: { api: { command: ['node', '--import', register, 'src/server.ts'] } },
    },
    tree: service({ [file]: `import fastify from 'fastify';\n\nawait fastify().listen();\n` }),
    ...{ measured: measured(), outcomes: others },
  },
  source(
    'set-ups past the toolkits',
    app,
    [
      `import { NodeSDK } from '@opentelemetry/sdk-node';`,
      `import type { Meter } from '@opentelemetry/sdk-metrics';`,
      `import { trace } from '@opentelemetry/api';`,
      `import pino from 'pino';`,
      `import { register } from 'prom-client';`,
      '',
    ].join('\n'),
    ...(
      [
        [1, '@opentelemetry/sdk-node', 'telemetry'],
        [4, 'pino', 'logger'],
        [5, 'prom-client', 'metrics'],
      ] as const
    ).map(([line, specifier, name]) => {
      const does = `@h-j-petroleum/toolkit-${name}`;
      const text = `${specifier} is used past the toolkits; ${does} does it`;
      return ['toolkit-bypassed', line, text, does, specifier] as const;
    }),
  ),
  source(
    'mocks in production code',
    app,
    [
      `import nock from 'nock';`,
      `import { testService } from '@h-j-petroleum/toolkit-service/testing';`,
      `import { stock } from './stock.mock.ts';`,
      `import { mockingbird } from './mockingbird.ts';`,
      '',
    ].join('\n'),
    ...(
      [
        [1, 'nock'],
        [2, '@h-j-petroleum/toolkit-service/testing'],
        [3, './stock.mock.ts'],
      ] as const
    ).map(
      ([line, specifier]) =>
        [
          'mock-used',
          line,
          `${specifier} is for tests, and production code imports it`,
          'what the service works with in production',
          specifier,
        ] as const,
    ),
  ),
  source(
    'lines of the console',
    app,
    `const console2 = { log() {} };\nconsole2.log();\n// console.log('no');\nexport const say = () => console.error('no');\n`,
    [
      'console-used',
      4,
      'console.error in production code',
      "the service's logger",
      'console.error',
    ],
  ),
  source(
    'names of attributes',
    app,
    [
      `span.setAttribute('http.method', 'GET');`,
      `span.setAttribute('http.request.method', 'GET');`,
      `span.setAttributes({ 'http.request.header.x-id': 1, 'http.request.header.x_id': 1, 'orders.kind': 2 });`,
      `tracer.startSpan('x', { attributes: { ...(a ? { 'url.ful': 1 } : {}), 'error.type': 'e' } });`,
      `log.info({ 'http.rout': '/', 'orders.kind': 1, 'file.json': 2, 'device.x': 3 });`,
      `span.addEvent('e', { 'db.statement': 'select' });`,
      `const text = 'http.method';`,
      '',
    ].join('\n'),
    [
      'attribute-deprecated',
      1,
      "http.method is deprecated in OpenTelemetry's semantic conventions 1.45.0",
      'http.request.method',
      'http.method',
    ],
    [
      'attribute-unknown',
      4,
      "url.ful is no attribute of OpenTelemetry's semantic conventions 1.45.0",
      'url.full',
      'url.ful',
    ],
    [
      'attribute-unknown',
      5,
      "http.rout is no attribute of OpenTelemetry's semantic conventions 1.45.0",
      'http.route',
      'http.rout',
    ],
    [
      'attribute-deprecated',
      6,
      "db.statement is deprecated in OpenTelemetry's semantic conventions 1.45.0",
      'db.query.text',
      'db.statement',
    ],
  ),
  source(
    'tests may do all of it',
    'apps/api/src/app.test.ts',
    `import nock from 'nock';\nconsole.log({ 'http.method': 1 });\n`,
  ),
  {
    ...{ name: 'what is ignored', kind: 'valid', findings: [], measured: measured() },
    tree: service({ 'apps/api/src/store.native.ts': `import { it } from 'vitest';\n` }),
    ...{ options: { ...options, ignore: ['**/*.native.ts'] }, outcomes: others },
  },
  source('a file that is no code', app, `const = ;\nconsole.log(1);\n`),
  {
    ...{ name: 'an entry that is not there', kind: 'invalid', tree: service() },
    options: { services: { api: { command: ['node', 'main.js'], entry: 'main.js' } } },
    ...{ measured: measured(), outcomes: others },
    findings: [
      {
        ...{ message: 'entry-missing', project: 'api', file: 'apps/api/package.json', line: 1 },
        text: 'apps/api/main.js, by which the service starts, is not there',
        expected: "apps/api/main.js, or the service's own file in `entry`",
        actual: 'no such file',
      },
    ],
  },
  {
    ...{ name: 'no command: what it emits was not seen', kind: 'edge', findings: [] },
    ...{ tree: service(), options: { services: { 'apps/*': {} } } },
    outcomes: {
      ...others,
      api: {
        outcome: 'not-supported',
        reason:
          'Nothing says how it is started, so what it emits was not seen: give it a `command` in `services`.',
      },
    },
  },
  {
    ...{ name: 'a service by its tag, set up by two entries', kind: 'invalid' },
    tree: service({
      'apps/api/package.json': { name: 'api', version: '1.2.0', nx: { tags: ['type:service'] } },
      'apps/api/main.ts': `import './app.ts';\n${goodEntry}`,
    }),
    options: {
      services: {
        'tag:type:service': { command: ['node', 'main.ts'], environment: { A: '1' } },
        'apps/*': { entry: 'main.ts', environment: { B: '2' } },
        'libs/*': { entry: 'none.ts' },
      },
    },
    ...{ measured: measured(), outcomes: others },
    findings: [
      {
        ...{ message: 'telemetry-late', project: 'api', file: 'apps/api/main.ts', line: 1 },
        ...{ expected: loadedLater('./app.ts'), actual: 'a static import' },
      },
    ],
  },
  {
    ...{ name: 'no services', kind: 'valid', tree: service(), findings: [] },
    outcomes: { ...others, api: others.root },
  },
];
