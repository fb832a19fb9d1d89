import type { Draft, ImportReference } from '@h-j-petroleum/standards-engine';
import type { messages } from '../messages.ts';

type Found = Draft<typeof messages>;

const testDoubles =
  /^(?:sinon|nock|msw|vitest|jest|@jest\/.+|testdouble|ts-mockito|jest-mock|proxyquire|rewire|mock-fs|supertest|@faker-js\/.+|@h-j-petroleum\/[^/]+\/testing)(?:\/|$)/;
const mockFile = /(?:^|\/)__mocks__\/|[./-](?:mock|fake|stub)s?(?:\.[cm]?[jt]s)?$/;

/** What a toolkit does, and what does the same past it. */
const bypasses: readonly (readonly [RegExp, string])[] = [
  [
    /^@opentelemetry\/(?:sdk-(?:node|trace.*)|auto-instrumentations-.*|instrumentation-.*|exporter-trace-.*)$/,
    '@h-j-petroleum/toolkit-telemetry',
  ],
  [
    /^@opentelemetry\/(?:sdk-metrics|exporter-(?:metrics-.*|prometheus))$|^prom-client$/,
    '@h-j-petroleum/toolkit-metrics',
  ],
  [
    /^@opentelemetry\/(?:sdk-logs|exporter-logs-.*)$|^(?:winston|pino|bunyan|log4js|loglevel|consola)(?:\/|$)/,
    '@h-j-petroleum/toolkit-logger',
  ],
  [
    /^(?:dd-trace|newrelic|elastic-apm-node|applicationinsights|@sentry\/.+)$/,
    '@h-j-petroleum/toolkit-telemetry',
  ],
];

/** What a file of production code imports and should not. */
export function judgeImports(file: string, imports: readonly ImportReference[]): readonly Found[] {
  const found: Found[] = [];
  for (const { specifier, line, typeOnly } of imports) {
    if (typeOnly) continue;
    const at = { line };
    if (testDoubles.test(specifier) || (specifier.startsWith('.') && mockFile.test(specifier))) {
      found.push({
        ...{ message: 'mock-used', data: { specifier }, file, at },
        expected: 'what the service works with in production',
        actual: specifier,
      });
      continue;
    }
    const toolkit = bypasses.find(([pattern]) => pattern.test(specifier))?.[1];
    if (toolkit !== undefined) {
      found.push({
        ...{ message: 'toolkit-bypassed', data: { specifier, toolkit }, file, at },
        expected: toolkit,
        actual: specifier,
      });
    }
  }
  return found;
}
