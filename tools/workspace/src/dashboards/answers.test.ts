import { latency } from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stores } from '../observability/stores.ts';
import type { OpenedStore } from './testing/opened.ts';
import { openStore, queryOf, windows } from './testing/opened.ts';
import { sample } from './testing/sample-store.ts';

const numberOf = (value: unknown): number => Number(value);

describe.each(stores)('what dashboards show of %s', (profile, create) => {
  let store: OpenedStore;
  beforeAll(async () => {
    store = await openStore(profile, create);
  });
  afterAll(() => store.database.close());

  it.each([
    ['rows', windows.raw],
    ['hours', windows.hourly],
    ['days', windows.daily],
  ])('operations are what the typed query says, from %s', async (_source, length) => {
    const shown = await store.ask(queryOf('services.json', 'Operations'), length);
    const { operations } = await latency(store.database, {
      from: new Date(Date.now() - length),
      to: new Date(Date.now() + 1000),
    });
    // Rollups have no part of what waits, which the typed query adds.
    const waiting = length === windows.raw ? 0 : 1;
    expect(operations.length).toBe(2);
    for (const { service, name, count, failed, max, quantiles } of operations) {
      const row = shown.find((one) => one.service === service && one.operation === name);
      expect(numberOf(row?.calls)).toBe(count - waiting);
      expect(numberOf(row?.failed) * numberOf(row?.calls)).toBeCloseTo(failed, 6);
      // The sample that waits is the slowest.
      if (waiting > 0) continue;
      expect(numberOf(row?.max)).toBeCloseTo(max / 1e9, 9);
      for (const [column, quantile] of [
        ...[
          ['p50', '0.5'],
          ['p95', '0.95'],
          ['p99', '0.99'],
        ],
      ] as const) {
        expect(numberOf(row?.[column])).toBeCloseTo((quantiles[quantile] ?? Number.NaN) / 1e9, 8);
      }
    }
  });

  it('the heatmap has every call, in the row of its duration', async () => {
    const points = await store.ask(queryOf('latency.json', 'Durations'), windows.raw);
    const totals = new Map<string, number>();
    for (const { time: _time, ...row } of points) {
      for (const [bound, count] of Object.entries(row)) {
        totals.set(bound, (totals.get(bound) ?? 0) + numberOf(count));
      }
    }
    const filled = [...totals].filter(([, count]) => count > 0);
    // 25 ms of the bank and 41 to 139 ms of the shop, in octaves that end at 34, 67, 134 and 268 ms.
    expect(filled).toStrictEqual([
      ['0.0336', 7],
      ['0.0671', 6],
      ['0.268', 1],
    ]);
  });

  it('the graph of services has their calls, and rings that are whole', async () => {
    const nodes = await store.ask(queryOf('services.json', 'Who calls whom', 'nodes'), windows.raw);
    expect(nodes.map(({ id, subtitle }) => [id, subtitle])).toStrictEqual([
      ['accounts', 'database'],
      ['bank', 'service'],
      ['shop', 'service'],
    ]);
    for (const node of nodes) {
      expect(numberOf(node.arc__failed) + numberOf(node.arc__ok)).toBeCloseTo(1, 9);
    }
    const edges = await store.ask(queryOf('services.json', 'Who calls whom', 'edges'), windows.raw);
    expect(edges.map(({ source, target }) => [source, target])).toStrictEqual([
      ['bank', 'accounts'],
      ['shop', 'bank'],
    ]);
  });

  it('errors are grouped, and a group leads to its occurrences and their trace', async () => {
    const groups = await store.ask(queryOf('errors.json', 'Groups'), windows.raw, {
      service: ['bank'],
    });
    expect(groups.map(({ type, count }) => [type, numberOf(count)])).toContainEqual([
      'PaymentError',
      expect.any(Number),
    ]);
    const [occurrence] = await store.ask(
      queryOf('errors.json', 'Occurrences of the group'),
      windows.raw,
    );
    expect(occurrence).toMatchObject({ service: 'bank', trace: sample.failedTrace });
    const spans = await store.ask(queryOf('trace.json', 'Spans'), windows.raw);
    expect(spans.map(({ span, service, failed }) => [span, service, failed])).toStrictEqual([
      ['POST /orders', 'shop', false],
      ['    POST', 'shop', true],
      ['        POST /pay', 'bank', true],
      ['            SELECT', 'bank', false],
    ]);
    const lines = await store.ask(queryOf('trace.json', 'Logs of the trace'), windows.raw);
    expect(lines.map(({ level }) => level).sort()).toStrictEqual(['error', 'info', 'warn']);
  });

  it('logs are searched in whatever case, with quotes as they were typed', async () => {
    const panel = queryOf('logs.json', 'Latest records');
    const search = async (text: string): Promise<number> =>
      (await store.ask(panel, windows.raw, { search: text })).length;
    expect(await search('')).toBe(17);
    expect(await search('SAID "WAIT"')).toBe(7);
    expect(await search("said 'wait'")).toBe(0);
    expect(await search('%')).toBe(0);
    expect((await store.ask(panel, windows.raw, { severity: '17' })).length).toBe(3);
  });

  it('what was dropped between two points is their difference, and not the total', async () => {
    const points = await store.ask(queryOf('store.json', 'Dropped by services'), windows.raw);
    const total = points.reduce((sum, { dropped }) => sum + numberOf(dropped), 0);
    // Of three signals, a thousandth of a second's share each: from 200 minutes ago to 5.
    expect(total).toBeCloseTo((3 * 195 * 60_000) / 1e6, 6);
  });

  it('tests that passed and failed at one revision are flaky; the last run says how it stands', async () => {
    const [flaky] = await store.ask(queryOf('tests.json', 'Tests that are flaky'), windows.raw);
    expect(numberOf(flaky?.flaky)).toBe(1);
    const [row] = await store.ask(queryOf('tests.json', 'Flaky tests'), windows.raw);
    expect(row).toMatchObject({ test: 'cart is quick', suite: 'src/cart.test.ts' });
    const [last] = await store.ask(queryOf('tests.json', 'Last runs'), windows.raw);
    expect(last).toMatchObject({ project: '@demo/shop', target: 'test', status: 'success' });
    expect([last?.passed, last?.failed, last?.skipped].map(numberOf)).toStrictEqual([2, 0, 1]);
  });

  it('over time each standard counts once in each project, also where a report was of a part', async () => {
    for (const length of Object.values(windows)) {
      const points = await store.ask(queryOf('standards.json', 'Outcomes'), length);
      const totals = new Map<string, number>();
      for (const { time, count } of points) {
        totals.set(String(time), (totals.get(String(time)) ?? 0) + numberOf(count));
      }
      expect(totals.size).toBeGreaterThan(0);
      expect(new Set(totals.values())).toStrictEqual(new Set([3]));
    }
  });

  it('the last reports of the gate say how it stands, whatever the window, also where the very last is of a part', async () => {
    for (const length of Object.values(windows)) {
      const [passing] = await store.ask(queryOf('standards.json', 'Checks that pass'), length);
      expect(numberOf(passing?.passing)).toBe(0.5);
      const [open] = await store.ask(queryOf('standards.json', 'Open findings'), length);
      expect(numberOf(open?.open)).toBe(1);
    }
  });

  it.each([
    ['services.json', 'Operations'],
    ['latency.json', 'Durations'],
    ['errors.json', 'Groups'],
    ['logs.json', 'Records by severity'],
    ['store.json', 'Dropped by services'],
  ])('%s: %s reads rows or rollups by the window, not both', async (file, title) => {
    const one = queryOf(file, title);
    const planOf = async (length: number): Promise<string> => {
      const sql = store.sqlOf(one.target.rawSql, length, store.found(one.page));
      const lines = await store.read(
        `explain (analyze, costs off, timing off, summary off) ${sql}`,
      );
      // A branch that does not apply is not in the plan, or was never executed.
      return lines
        .map((line) => String(Object.values(line)[0]))
        .filter((line) => !line.includes('never executed'))
        .join('\n');
    };
    const raw =
      /on (?:_hyper_\w+|(?:logs|spans|logs_failed|spans_failed|metric_points)_(?:p\d+|default))\b/;
    const hourly = /on \w+_hourly\b/;
    const daily = /on \w+_daily\b/;
    const sources = async (length: number): Promise<boolean[]> => {
      const plan = await planOf(length);
      return [raw, hourly, daily].map((table) => table.test(plan));
    };
    expect(await sources(windows.raw)).toStrictEqual([true, false, false]);
    expect(await sources(windows.hourly)).toStrictEqual([false, true, false]);
    expect(await sources(windows.daily)).toStrictEqual([false, false, true]);
  });
});
