import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import { getTrace, maintain, metric, searchErrors } from '@h-j-petroleum/toolkit-signals';
import { embeddedDatabase, faultyDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { main } from './cli.ts';
import { record } from './record.ts';

const day = 86_400_000;
let database: Database;
let root: string;

beforeAll(async () => {
  database = await embeddedDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.session((session) =>
    session.query(
      'truncate signals.batches, signals.spans, signals.spans_failed, signals.metric_points, signals.metric_rollups_hourly, signals.failed_traces',
    ),
  );
  root = realpathSync(mkdtempSync(join(tmpdir(), 'record-')));
  write('libs/shop/package.json', { name: '@demo/shop' });
  return () => {
    rmSync(root, { recursive: true, force: true });
  };
});

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
}

const at = Date.now() - 60_000;
const green = { ancestorTitles: ['cart'], fullName: 'cart adds up', status: 'passed', duration: 5 };
const red = {
  ...{ fullName: 'cart takes coupons', status: 'failed', duration: 20 },
  failureMessages: [
    'AssertionError: \u001b[31mexpected 3 to be 4\u001b[39m\n    at /repo/libs/shop/src/cart.test.ts:12:5',
  ],
};
const skipped = { fullName: 'cart is fast', status: 'skipped', failureMessages: [] };

function report(cases: readonly object[], { startTime = at, success = true } = {}): object {
  return {
    ...{ startTime, success, numTotalTests: cases.length },
    testResults: [
      {
        ...{ name: join(root, 'libs/shop/src/cart.test.ts'), message: '' },
        status: success ? 'passed' : 'failed',
        ...{ startTime: startTime + 100, endTime: startTime + 200, assertionResults: cases },
      },
    ],
  };
}

async function rows(text: string): Promise<Record<string, unknown>[]> {
  return (await database.session((session) => session.query(text))).rows;
}

describe('recording a test run', () => {
  it('stores a trace of the run, its files and its tests, with the attributes of the convention', async () => {
    write('libs/shop/reports/vitest.json', report([green, skipped]));
    expect(await record(database, root, { env: { CI: 'true' } })).toStrictEqual({
      ...{ reports: 1, rows: 8, already: 0, tooOld: 0, failures: [] },
    });
    const [row] = await rows('select trace_id from signals.spans limit 1');
    const trace = await getTrace(database, String(row?.trace_id));
    expect(trace?.services).toStrictEqual(['@demo/shop']);
    expect(
      trace?.spans.map(({ name, depth, duration }) => ({ name, depth, duration })),
    ).toStrictEqual([
      { name: 'test run test', depth: 0, duration: 200_000_000 },
      { name: 'test suite', depth: 1, duration: 100_000_000 },
      { name: 'test case', depth: 2, duration: 5_000_000 },
      { name: 'test case', depth: 2, duration: 0 },
    ]);
    expect(trace?.spans[0]?.attributes).toStrictEqual({
      'test.suite.name': '@demo/shop test',
      'test.suite.run.status': 'success',
      'workspace.project': '@demo/shop',
      'workspace.target': 'test',
      'workspace.tests.passed': 1,
      'workspace.tests.failed': 0,
      'workspace.tests.skipped': 1,
    });
    expect(trace?.spans.slice(2).map(({ attributes }) => attributes)).toStrictEqual([
      {
        'test.suite.name': 'src/cart.test.ts',
        'test.case.name': 'cart adds up',
        'test.case.result.status': 'pass',
        'workspace.project': '@demo/shop',
        'workspace.target': 'test',
      },
      {
        'test.suite.name': 'src/cart.test.ts',
        'test.case.name': 'cart is fast',
        'test.case.result.status': 'skipped',
        'workspace.project': '@demo/shop',
        'workspace.target': 'test',
      },
    ]);
    expect(
      await rows("select namespace, environment from signals.services where name = '@demo/shop'"),
    ).toStrictEqual([{ namespace: 'tests', environment: 'ci' }]);
  });

  it('stores how long it took and how many passed, with the trace to look at', async () => {
    write('libs/shop/reports/vitest.json', report([green, skipped]));
    await record(database, root);
    expect(
      await rows(
        `select s.name, s.attributes, p.value, length(p.details->'exemplars'->0->>'traceId') as trace
        from signals.metric_points p join signals.metric_series s on s.id = p.series_id order by s.name, s.attributes->>'result'`,
      ),
    ).toStrictEqual(
      [
        ['test.case.count', { result: 'fail' }, 0, null],
        ['test.case.count', { result: 'pass' }, 1, null],
        ['test.case.count', { result: 'skipped' }, 1, null],
        ['test.run.duration', { status: 'success' }, 0.2, 32],
      ].map(([name, attributes, value, trace]) => ({
        ...{ name, value, trace },
        attributes: { project: '@demo/shop', target: 'test', ...Object(attributes) },
      })),
    );
  });

  it('a failed test is an error that is grouped with its like', async () => {
    write('libs/shop/reports/vitest.e2e.json', report([green, red], { success: false }));
    await record(database, root);
    const errors = await searchErrors(database, {
      from: new Date(at - day),
      to: new Date(at + day),
      orderBy: 'recent',
    });
    expect(errors.map(({ type, sample, count }) => ({ type, sample, count }))).toStrictEqual([
      { type: 'AssertionError', sample: 'expected 3 to be 4', count: 1 },
      { type: '', sample: '1 of 2 tests failed, 0 files could not be collected', count: 1 },
    ]);
    const [run] = await rows(
      "select name, status, attributes->>'test.suite.run.status' as run from signals.spans_failed where parent_span_id is null",
    );
    expect(run).toStrictEqual({ name: 'test run e2e', status: 2, run: 'failure' });
  });

  it('a file that could not be collected is a failure, though no test of it failed', async () => {
    const broken = report([], { success: false });
    write('libs/shop/reports/vitest.json', {
      ...broken,
      testResults: [
        {
          ...{ name: join(root, 'libs/shop/src/cart.test.ts'), status: 'failed' },
          ...{
            startTime: at,
            endTime: at,
            message: 'SyntaxError: Unexpected token',
            assertionResults: [],
          },
        },
      ],
    });
    await record(database, root);
    expect(
      await rows("select name, status_message from signals.spans_failed where name = 'test suite'"),
    ).toStrictEqual([{ name: 'test suite', status_message: 'SyntaxError: Unexpected token' }]);
  });

  it('the same report is stored once, whoever records it again; another one is stored too', async () => {
    write('libs/shop/reports/vitest.json', report([green]));
    await record(database, root);
    expect(await record(database, root)).toMatchObject({ reports: 0, rows: 0, already: 1 });
    expect(await rows('select count(*)::int as n from signals.spans')).toStrictEqual([{ n: 3 }]);
    write('libs/shop/reports/vitest.json', report([green], { startTime: at + 1 }));
    expect(await record(database, root)).toMatchObject({ reports: 1, rows: 7, already: 0 });
  });

  it('leaves out what is older than the store remembers its batches, for it may be there already', async () => {
    write('libs/shop/reports/vitest.json', report([green], { startTime: Date.now() - 7 * day }));
    expect(await record(database, root)).toMatchObject({ reports: 0, tooOld: 1 });
    write('libs/shop/reports/vitest.json', report([green], { startTime: Date.now() - 5 * day }));
    expect(await record(database, root)).toMatchObject({ reports: 1, tooOld: 0 });
  });

  it('names a file that is no report, and stores the others', async () => {
    write('libs/shop/reports/vitest.json', report([green]));
    write('libs/shop/reports/vitest.native.json', '{"testResults": 1}');
    write('libs/shop/node_modules/other/reports/vitest.json', '{}');
    const { reports, failures } = await record(database, root);
    expect(reports).toBe(1);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(
      join(root, 'libs/shop/reports/vitest.native.json is no report that is known here'),
    );
  });

  it('gives up a database that does not take it, and says so', async () => {
    write('libs/shop/reports/vitest.json', report([green]));
    const faulty = faultyDatabase(database);
    faulty.faults.breakBeforeRows = 1_000_000;
    expect(await record(faulty, root, { timeoutMs: 200 })).toMatchObject({
      reports: 0,
      failures: [`${join(root, 'libs/shop/reports/vitest.json')}: 7 rows were not stored`],
    });
  });
});

describe('recording the gate', () => {
  const outcome = (skill: string, project: string, result: string): object => ({
    ...{ skill, project, outcome: result, mode: 'enforce', durationMs: 250 },
  });
  const gate = {
    schemaVersion: 2,
    outcomes: [
      outcome('repo:layering-check', '@demo/shop', 'fail'),
      outcome('repo:layering-check', '@demo/bank', 'pass'),
    ],
    findings: [1, 2].map((line) => ({
      ...{ skill: 'repo:layering-check', project: '@demo/shop', mode: 'enforce', line },
      ...{ fixable: true, accepted: false, waiver: null },
    })),
  };

  it('stores outcomes, findings and durations as gauges of one moment', async () => {
    write('.standards/report.json', gate);
    expect(await record(database, root)).toMatchObject({ reports: 1, rows: 5 });
    await maintain(database);
    const window = { from: new Date(Date.now() - day), to: new Date(Date.now() + day) };
    const valuesOf = async (name: string) =>
      (await metric(database, { ...window, name })).map(({ attributes, points }) => ({
        ...attributes,
        value: points[0]?.value,
      }));
    const common = { skill: 'repo:layering-check', mode: 'enforce', value: 1 };
    expect(await valuesOf('standards.outcome.count')).toEqual([
      { ...common, project: '@demo/shop', outcome: 'fail' },
      { ...common, project: '@demo/bank', outcome: 'pass' },
    ]);
    expect(await valuesOf('standards.finding.count')).toEqual([
      {
        ...{ skill: 'repo:layering-check', project: '@demo/shop', mode: 'enforce' },
        ...{ accepted: false, fixable: true, value: 2 },
      },
    ]);
    expect(await valuesOf('standards.check.duration')).toHaveLength(2);
    expect(await rows('select count(distinct time)::int as n from signals.metric_points')).toEqual([
      { n: 1 },
    ]);
  });

  it('a report that was touched but not changed is the same report', async () => {
    write('.standards/report.json', gate);
    await record(database, root);
    utimesSync(join(root, '.standards/report.json'), new Date(), new Date(Date.now() + 5000));
    expect(await record(database, root)).toMatchObject({ reports: 0, already: 1 });
  });

  it('a report of another version is named and left', async () => {
    write('.standards/report.json', { ...gate, schemaVersion: 3 });
    expect((await record(database, root)).failures).toHaveLength(1);
  });
});

describe('npm run record', () => {
  it('says how to get a store where there is none, and refuses words that it does not know', async () => {
    expect(await main([], { HJPS_DATA: join(root, 'nothing') }, root)).toBe(2);
    expect(await main(['--all'], {}, root)).toBe(2);
    expect(await main(['--help'], {}, root)).toBe(0);
  });
});
