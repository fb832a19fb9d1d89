// Words: a run is one report, of one target (test, e2e, native) of one project; a suite is a test file; a case is a test.
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { MetricPoint, Resource, SpanRecord } from '@h-j-petroleum/toolkit-signals';
import { seriesOf } from '@h-j-petroleum/toolkit-signals';
import type { VitestCase, VitestFile, VitestReport } from './vitest-report.ts';

/** What a report does not say of itself. */
export interface RunOrigin {
  /** Name of the project's package. */
  readonly project: string;
  /** Path of the project's folder. */
  readonly folder: string;
  /** `test`, `e2e` or `native`. */
  readonly target: string;
  readonly resource: Resource;
  /** Of the version control system, when the report was recorded: `vcs.ref.head.revision`. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const scope = '@h-j-petroleum/workspace';
const errorStatus = 2;

/**
 * The trace of a run: a span for the run, below it one for each suite, below that one for each case, named by OpenTelemetry's
 * attributes for tests (https://opentelemetry.io/docs/specs/semconv/registry/attributes/test/). Span names stay few, because
 * rollups are kept by name. Ids come from the content, so that the same report gives the same trace.
 *
 * The report does not say when a case began: cases are laid one after the other from the start of their suite.
 */
export function testSpans(report: VitestReport, text: string, origin: RunOrigin): SpanRecord[] {
  const { project, target, resource } = origin;
  const { traceId, runId, idOf } = idsOf(text, origin);
  const shared = { traceId, resource, scope, kind: 0 };
  const { durationMs, passed, failed, skipped, uncollected } = totalsOf(report);
  const run: SpanRecord = {
    ...shared,
    ...{ spanId: runId, name: `test run ${target}`, time: report.startTime },
    duration: nanoseconds(durationMs),
    status: report.success ? 0 : errorStatus,
    statusMessage: report.success
      ? undefined
      : `${failed} of ${passed + failed + skipped} tests failed, ${uncollected} files could not be collected`,
    attributes: {
      ...origin.attributes,
      'test.suite.name': `${project} ${target}`,
      'test.suite.run.status': report.success ? 'success' : 'failure',
      'workspace.project': project,
      'workspace.target': target,
      'workspace.tests.passed': passed,
      'workspace.tests.failed': failed + uncollected,
      'workspace.tests.skipped': skipped,
    },
  };
  return [
    run,
    ...report.testResults.flatMap((file, position) => {
      const path = relative(origin.folder, file.name).replaceAll('\\', '/');
      const suiteId = idOf('suite', String(position));
      const of = {
        ...{ 'workspace.project': project, 'workspace.target': target },
        'test.suite.name': path,
      };
      return [
        suiteSpan(file, { ...shared, spanId: suiteId, parentSpanId: runId, attributes: of }),
        ...caseSpans(file, (index) => ({
          ...shared,
          ...{ spanId: idOf('case', String(position), String(index)), parentSpanId: suiteId },
          attributes: of,
        })),
      ];
    }),
  ];
}

/**
 * A run as gauges at its start, which are kept longer than the spans of a run that passed and are found faster:
 * `test.run.duration` (seconds) by project, target and status, with the run's trace as exemplar, and `test.case.count` by project,
 * target and result.
 */
export function testPoints(report: VitestReport, text: string, origin: RunOrigin): MetricPoint[] {
  const { project, target, resource, attributes } = origin;
  const { traceId, runId } = idsOf(text, origin);
  const { durationMs, passed, failed, skipped, uncollected } = totalsOf(report);
  const time = report.startTime;
  const gauge = { resource, scope, kind: 'gauge' } as const;
  const value = durationMs / 1000;
  const results = { pass: passed, fail: failed + uncollected, skipped };
  return [
    {
      ...{ time, value, exemplars: [{ time, value, traceId, spanId: runId, attributes }] },
      series: seriesOf({
        ...gauge,
        ...{ name: 'test.run.duration', unit: 's', description: 'What a run of tests took.' },
        attributes: { project, target, status: report.success ? 'success' : 'failure' },
      }),
    },
    ...Object.entries(results).map(([result, count]) => ({
      ...{ time, value: count },
      series: seriesOf({
        ...gauge,
        ...{ name: 'test.case.count', unit: '{case}', description: 'Tests of a run, by result.' },
        attributes: { project, target, result },
      }),
    })),
  ];
}

function idsOf(text: string, { project, target }: RunOrigin) {
  const traceId = digest(project, target, text).subarray(0, 16).toString('hex');
  const idOf = (...path: readonly string[]): string =>
    digest(traceId, ...path)
      .subarray(0, 8)
      .toString('hex');
  return { traceId, runId: idOf('run'), idOf };
}

function totalsOf({ startTime, testResults }: VitestReport) {
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = cases.filter(({ status }) => status === 'failed').length;
  const passed = cases.filter(({ status }) => status === 'passed').length;
  return {
    durationMs: Math.max(startTime, ...testResults.map(({ endTime }) => endTime)) - startTime,
    ...{ passed, failed, skipped: cases.length - passed - failed },
    uncollected: testResults.filter(isUncollected).length,
  };
}

type SpanBase = Pick<
  SpanRecord,
  'traceId' | 'spanId' | 'parentSpanId' | 'resource' | 'scope' | 'kind' | 'attributes'
>;

function suiteSpan(file: VitestFile, base: SpanBase): SpanRecord {
  const uncollected = isUncollected(file);
  return {
    ...base,
    ...{ name: 'test suite', time: file.startTime },
    duration: nanoseconds(file.endTime - file.startTime),
    // Its failed cases are errors of their own; counted here too, each would be two.
    status: uncollected ? errorStatus : 0,
    ...(uncollected && thrown(file.message ?? 'The file could not be collected.', file.endTime)),
    attributes: {
      ...base.attributes,
      'test.suite.run.status': file.status === 'failed' ? 'failure' : 'success',
    },
  };
}

function caseSpans(file: VitestFile, baseOf: (index: number) => SpanBase): SpanRecord[] {
  let time = file.startTime;
  return file.assertionResults.map((one, index) => {
    const base = baseOf(index);
    const start = time;
    time += one.duration ?? 0;
    return {
      ...base,
      ...{ name: 'test case', time: start, duration: nanoseconds(one.duration ?? 0) },
      status: one.status === 'failed' ? errorStatus : 0,
      ...(one.status === 'failed' && thrown(one.failureMessages?.join('\n') ?? '', time)),
      attributes: {
        ...base.attributes,
        'test.case.name': one.fullName,
        'test.case.result.status': resultOf(one),
      },
    };
  });
}

/** `pass` and `fail` are the convention's; for the rest it allows words of one's own. */
function resultOf({ status }: VitestCase): string {
  if (status === 'passed') return 'pass';
  return status === 'failed' ? 'fail' : 'skipped';
}

function isUncollected({ status, assertionResults }: VitestFile): boolean {
  return status === 'failed' && assertionResults.length === 0;
}

/** A failure as OpenTelemetry has exceptions: `AssertionError: expected 1 to be 2` and the stack below. */
function thrown(text: string, time: number): Pick<SpanRecord, 'statusMessage' | 'events'> {
  const plain = stripVTControlCharacters(text);
  const [first = ''] = plain.split('\n');
  const [, type, message] = /^([A-Za-z_$][\w$.]*(?:Error|Exception)): (.*)$/.exec(first) ?? [];
  return {
    statusMessage: first,
    events: [
      {
        ...{ name: 'exception', time },
        attributes: {
          ...(type !== undefined && { 'exception.type': type }),
          'exception.message': message ?? first,
          'exception.stacktrace': plain,
        },
      },
    ],
  };
}

function nanoseconds(ms: number): number {
  return Math.max(0, Math.round(ms * 1e6));
}

function digest(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
