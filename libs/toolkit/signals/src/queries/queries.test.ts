import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, profiles } from '../../test/databases.ts';
import { bank, log, span, spanId, traceId } from '../../test/records.ts';
import type { Database, LogRecord, StoredLog } from '../index.ts';
import {
  compareWindows,
  getTrace,
  latency,
  maintain,
  metric,
  resourceOf,
  searchErrors,
  searchLogs,
  seriesOf,
  serviceMap,
  setRetention,
  SignalWriter,
  trend,
} from '../index.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** A full hour of yesterday. */
const noon = Math.floor(Date.now() / day) * day - 12 * hour;
const from = new Date(noon);
const to = new Date(noon + hour);

describe.each(profiles)('queries on %s', (_profile, create) => {
  let database: Database;
  let writer: SignalWriter;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await empty(database);
    writer = new SignalWriter(database, { onNotice: () => undefined });
    return () => writer.close();
  });
  const logs = async (...records: Partial<LogRecord>[]): Promise<void> => {
    for (const record of records) writer.log(log({ time: noon + 1, ...record }));
    expect(await writer.flush()).toBe(true);
  };
  const bodies = (found: readonly StoredLog[]): string[] => found.map(({ body }) => body);

  it('a window takes in its beginning and not its end', async () => {
    await logs(
      { time: noon - 0.001, body: 'before' },
      { time: noon, body: 'first' },
      { time: noon + hour - 0.001, body: 'last' },
      { time: noon + hour, body: 'after' },
    );
    expect(bodies((await searchLogs(database, { from, to })).logs)).toStrictEqual([
      'last',
      'first',
    ]);
  });

  it.each([
    ['ends before it begins', { from: to, to: from }, /ends \(.*\) before it begins/],
    ['is empty', { from, to: from }, /ends \(.*\) before it begins/],
    ['has no dates', { from: new Date(Number.NaN), to }, /one of these is none/],
    ['ends in a year that none has', { from, to: new Date(8.64e15) }, /between the years 1 and/],
  ])('a window that %s is refused by all', async (_what, window, message) => {
    for (const query of [
      () => searchLogs(database, window),
      () => searchErrors(database, window),
      () => serviceMap(database, window),
      () => latency(database, window),
      () => trend(database, window),
      () => metric(database, { ...window, name: 'n' }),
      () => compareWindows(database, { before: window, after: { from, to } }),
    ]) {
      await expect(query()).rejects.toMatchObject({
        code: 'SIGNALS_BAD_QUERY',
        message: expect.stringMatching(message),
      });
    }
  });

  it.each([0, -1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY])(
    'a limit of %s is refused',
    async (limit) => {
      await expect(searchLogs(database, { from, to, limit })).rejects.toThrow(
        `limit must be a whole number from 1 to 1000, not ${limit}.`,
      );
      await expect(searchErrors(database, { from, to, limit })).rejects.toThrow('limit must be');
    },
  );

  it('pages hold each record once, though all are of one instant and others arrive', async () => {
    await logs(...Array.from({ length: 25 }, (_, n) => ({ body: `row ${n}` })));
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 5; page++) {
      const found = await searchLogs(database, { from, to, limit: 7, cursor });
      seen.push(...bodies(found.logs));
      cursor = found.cursor;
      if (cursor === undefined) break;
      await logs({ body: `new ${page}` }, { severity: 17, body: 'new error' });
      await maintain(database);
    }
    expect(seen).toStrictEqual(Array.from({ length: 25 }, (_, n) => `row ${24 - n}`));
  });

  it('pages go on over a promotion between them', async () => {
    await logs(...Array.from({ length: 9 }, (_, n) => ({ body: `${n}`, traceId: traceId(1) })));
    const first = await searchLogs(database, { from, to, limit: 4 });
    await logs({ severity: 17, body: 'error', traceId: traceId(1), time: noon + 2 });
    await maintain(database);
    const second = await searchLogs(database, { from, to, limit: 100, cursor: first.cursor });
    expect([...bodies(first.logs), ...bodies(second.logs)]).toStrictEqual(
      [8, 7, 6, 5, 4, 3, 2, 1, 0].map(String),
    );
  });

  it.each(['', 'x', '1/2', "1/1/1'; drop table signals.logs", '99999999999999999999/1/1'])(
    'a cursor "%s" that is none is refused',
    async (cursor) => {
      await expect(searchLogs(database, { from, to, cursor })).rejects.toMatchObject({
        code: 'SIGNALS_BAD_QUERY',
        message: expect.stringContaining('is no cursor.'),
      });
    },
  );

  it('text is found as it is, whatever it means to a pattern or to SQL', async () => {
    await logs(
      { body: '100% sure' },
      { body: '1000 sure' },
      { body: 'a_b' },
      { body: 'axb' },
      { body: String.raw`C:\temp` },
      { body: "'; drop table signals.logs; --" },
      { body: 'Größe ünïcödé 日本 😀' },
      { body: 'nul \0 here' },
    );
    const found = async (text: string): Promise<string[]> =>
      bodies((await searchLogs(database, { from, to, text })).logs);
    expect(await found('0% s')).toStrictEqual(['100% sure']);
    expect(await found('A_B')).toStrictEqual(['a_b']);
    expect(await found(String.raw`:\T`)).toStrictEqual([String.raw`C:\temp`]);
    expect(await found("'; drop table signals.logs; --")).toHaveLength(1);
    expect(await found('日本 😀')).toHaveLength(1);
    expect(await found('ünïcödé')).toHaveLength(1);
    expect(await found('nul \0 here')).toStrictEqual(['nul \ufffd here']);
    expect(await found('\ud800')).toHaveLength(1);
    expect(await found('nowhere')).toStrictEqual([]);
    expect(await searchLogs(database, { from, to, service: "shop' or '1'='1" })).toMatchObject({
      logs: [],
    });
  });

  it('filters by service, environment, severity, trace and attributes', async () => {
    await logs(
      { body: 'shop', attributes: { user: { id: 7 }, ok: true } },
      { body: 'bank', resource: bank, severity: 13 },
      { body: 'traced', traceId: traceId(255) },
    );
    const found = async (search: object): Promise<string[]> =>
      bodies((await searchLogs(database, { from, to, ...search })).logs).toSorted();
    expect(await found({ service: 'bank' })).toStrictEqual(['bank']);
    expect(await found({ environment: 'test' })).toStrictEqual(['bank', 'shop', 'traced']);
    expect(await found({ environment: 'production' })).toStrictEqual([]);
    expect(await found({ minSeverity: 13 })).toStrictEqual(['bank']);
    expect(await found({ attributes: { user: { id: 7 } } })).toStrictEqual(['shop']);
    expect(await found({ attributes: { user: { id: 8 } } })).toStrictEqual([]);
    expect(await found({ traceId: traceId(255).toUpperCase() })).toStrictEqual(['traced']);
    await expect(found({ minSeverity: 1.5 })).rejects.toThrow('minSeverity must be');
    await expect(found({ traceId: 'f-f' })).rejects.toThrow('"f-f" is no trace id');
  });

  it('a trace of a chain of spans as long as may be, and of circles, is told whole', async () => {
    for (let n = 1; n <= 5000; n++) {
      writer.span(
        span({
          time: noon + n,
          spanId: spanId(n),
          ...(n > 1 ? { parentSpanId: spanId(n - 1) } : {}),
        }),
      );
    }
    const circle = { traceId: traceId(2), time: noon };
    writer.span(span({ ...circle, spanId: spanId(1), parentSpanId: spanId(2) }));
    writer.span(span({ ...circle, spanId: spanId(2), parentSpanId: spanId(1) }));
    writer.span(span({ ...circle, spanId: spanId(3), parentSpanId: spanId(3) }));
    writer.span(span({ ...circle, spanId: spanId(4), parentSpanId: spanId(99), duration: 7 }));
    await writer.flush();
    const chain = await getTrace(database, traceId(1));
    expect(chain?.spans).toHaveLength(5000);
    expect(chain?.spans.at(-1)).toMatchObject({ depth: 4999, spanId: spanId(5000) });
    // 4999 ms from the first start to the last, which takes another.
    expect(chain?.duration).toBe(5_000_000_000);
    const second = await getTrace(database, traceId(2));
    expect(second?.spans.map(({ spanId: id }) => Number(`0x${id}`)).toSorted()).toStrictEqual([
      ...[1, 2, 3, 4],
    ]);
    expect(await getTrace(database, traceId(3))).toBeUndefined();
  });

  it('a trace is told with its logs, in their order', async () => {
    writer.span(span({ time: noon, duration: 5_000_000, name: 'POST /orders' }));
    writer.span(
      span({
        ...{ time: noon + 1, spanId: spanId(2), parentSpanId: spanId(1), resource: bank },
        ...{ name: 'pay', status: 2, statusMessage: 'no money', duration: 1_500_000 },
      }),
    );
    await logs(
      { traceId: traceId(1), spanId: spanId(2), body: 'one' },
      { traceId: traceId(1), body: 'two' },
      { traceId: traceId(1), body: 'three', severity: 17 },
    );
    await maintain(database);
    expect(await getTrace(database, traceId(1))).toMatchObject({
      ...{ traceId: traceId(1), failed: true, services: ['bank', 'shop'], duration: 5_000_000 },
      start: from,
      spans: [
        { name: 'POST /orders', depth: 0, parentSpanId: undefined, service: 'shop' },
        { name: 'pay', depth: 1, parentSpanId: spanId(1), statusMessage: 'no money' },
      ],
      logs: [{ body: 'one', spanId: spanId(2) }, { body: 'two' }, { body: 'three' }],
    });
  });

  it('the service map tells who calls whom, and systems without spans by the caller', async () => {
    const call = { time: noon, traceId: traceId(1) };
    writer.span(span({ ...call, spanId: spanId(1) }));
    writer.span(span({ ...call, spanId: spanId(2), parentSpanId: spanId(1), kind: 2 }));
    writer.span(
      span({ ...call, spanId: spanId(3), parentSpanId: spanId(2), resource: bank, status: 2 }),
    );
    writer.span(
      span({
        ...{ ...call, spanId: spanId(4), parentSpanId: spanId(3), resource: bank, kind: 2 },
        attributes: { 'db.system.name': 'postgresql', 'db.namespace': 'accounts' },
      }),
    );
    await writer.flush();
    expect(await serviceMap(database, { from, to })).toStrictEqual([
      {
        ...{ from: 'bank', to: 'accounts', kind: 'database', count: 1, failed: 0 },
        meanDuration: 1_000_000,
      },
      {
        ...{ from: 'shop', to: 'bank', kind: 'service', count: 1, failed: 1 },
        meanDuration: 1_000_000,
      },
    ]);
  });

  it('percentiles lie within a bin of the exact values, from rows and from rollups', async () => {
    // From a microsecond to a second, in no order.
    const durations = Array.from({ length: 999 }, (_, n) =>
      Math.round(1000 * 1_000_000 ** (((n * 367) % 999) / 998)),
    );
    for (const [n, duration] of durations.entries()) {
      writer.span(
        span({ time: noon + n, duration, traceId: traceId(n + 1), status: n % 10 === 0 ? 2 : 0 }),
      );
    }
    await writer.flush();
    const sorted = durations.toSorted((a, b) => a - b);
    const quantiles = [0, 0.01, 0.5, 0.95, 0.99, 1];
    const check = async (window: { from: Date; to: Date }, source: string): Promise<void> => {
      const found = await latency(database, { ...window, quantiles });
      expect(found.source).toBe(source);
      const [operation] = found.operations;
      expect(operation).toMatchObject({ service: 'shop', count: 999, failed: 100, max: 1e9 });
      expect(operation?.perSecond).toBeCloseTo(
        999 / ((found.window.to.getTime() - found.window.from.getTime()) / 1000),
        9,
      );
      for (const quantile of quantiles) {
        const exact = sorted[Math.max(0, Math.ceil(quantile * 999) - 1)] ?? 0;
        const ratio = (operation?.quantiles[String(quantile)] ?? 0) / exact;
        expect(ratio, `${quantile} from ${source}`).toBeGreaterThan(1 / 1.0906);
        expect(ratio, `${quantile} from ${source}`).toBeLessThan(1.0906);
      }
    };
    await check({ from, to }, 'raw');
    // Not folded yet, folded, and by days: the same.
    await check({ from: new Date(noon - 10 * hour), to }, 'hourly');
    await maintain(database);
    await check({ from: new Date(noon - 10 * hour), to }, 'hourly');
    await check({ from: new Date(noon - 20 * day), to }, 'daily');
    await expect(latency(database, { from, to, quantiles: [95] })).rejects.toThrow(
      'A quantile lies between 0 and 1; 95 doesn',
    );
  });

  it('rollups answer for whole hours, and say for which', async () => {
    writer.span(span({ time: noon - 1 }));
    writer.span(span({ time: noon, spanId: spanId(2) }));
    await writer.flush();
    await maintain(database);
    const window = { from: new Date(noon - 9 * hour + 60_000), to: new Date(noon - 1000) };
    const found = await latency(database, window);
    expect(found).toMatchObject({
      source: 'hourly',
      window: { from: new Date(noon - 9 * hour), to: new Date(noon) },
      operations: [{ count: 1 }],
    });
    expect(await trend(database, { from: new Date(noon - 2 * hour), to })).toMatchObject([
      { time: new Date(noon - hour), count: 1 },
      { time: new Date(noon), count: 1 },
    ]);
    // A row of rollups belongs to the window in which its hour begins.
    expect(await trend(database, { from, to })).toHaveLength(1);
  });

  it('raw rows answer only while they are kept', async () => {
    const threeDays = { from: new Date(noon - 3 * day), to: new Date(noon - 3 * day + hour) };
    expect((await latency(database, threeDays)).source).toBe('raw');
    await setRetention(database, 'success', '2 days');
    expect((await latency(database, threeDays)).source).toBe('hourly');
    await setRetention(database, 'success', '7 days');
  });

  it('errors are grouped, and new where the window saw them first', async () => {
    await logs(
      { severity: 17, body: 'order 17 failed' },
      { severity: 21, body: 'order 18 failed', resource: bank },
      { severity: 16, body: 'order 19 failed' },
    );
    const groups = await searchErrors(database, { from, to });
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      ...{ count: 2, services: ['bank', 'shop'], sample: 'order 17 failed', isNew: true },
      lastSeen: new Date(noon + 1),
    });
    expect(await searchErrors(database, { from, to, service: 'bank' })).toMatchObject([
      { count: 1 },
    ]);
    expect(await searchErrors(database, { from, to, text: '17%' })).toStrictEqual([]);
    expect(await searchErrors(database, { from, to, text: 'ORDER 17' })).toHaveLength(1);
  });

  it('two windows are compared: rates, percentiles, failures, errors that came and went', async () => {
    const earlier = noon - 2 * hour;
    for (let n = 0; n < 10; n++) writer.span(span({ time: earlier + n, traceId: traceId(n + 1) }));
    for (let n = 0; n < 20; n++) {
      writer.span(
        span({
          ...{ time: noon + n, traceId: traceId(n + 100), duration: 4_000_000 },
          status: n < 5 ? 2 : 0,
        }),
      );
    }
    await logs(
      { time: earlier, severity: 17, body: 'gone away' },
      { time: earlier, severity: 17, body: 'still here' },
      { severity: 17, body: 'still here' },
      { severity: 17, body: 'fresh one' },
    );
    const found = await compareWindows(database, {
      before: { from: new Date(earlier), to: new Date(earlier + hour) },
      after: { from, to },
    });
    expect(found.operations).toMatchObject([{ rateRatio: 2, failureChange: 0.25 }]);
    // Two octaves: the same place in its bin.
    expect(found.operations[0]?.p95Ratio).toBeCloseTo(4, 5);
    expect(found.goneErrors.map(({ sample }) => sample)).toStrictEqual(['gone away']);
    expect(found.newErrors.map(({ sample }) => sample)).toContain('fresh one');
    expect(found.newErrors.map(({ sample }) => sample)).not.toContain('still here');
    const none = { from: new Date(noon + 3 * hour), to: new Date(noon + 4 * hour) };
    expect(await compareWindows(database, { before: none, after: none })).toMatchObject({
      ...{ operations: [], newErrors: [], goneErrors: [], risenErrors: [] },
    });
  });

  it('metrics are told by what their kind means', async () => {
    const resource = resourceOf({ 'service.name': 'meter' });
    const total = seriesOf({
      ...{ resource, name: 'total', kind: 'sum', temporality: 'cumulative', monotonic: true },
    });
    const gauge = seriesOf({ resource, name: 'gauge', kind: 'gauge', attributes: { room: 'a' } });
    const startTime = noon - 5 * hour;
    for (const [at, value] of [
      [-2 * hour, 10],
      [-hour, 25],
      [0, 30],
    ] as const)
      writer.metric({ time: noon + at, series: total, value, startTime });
    for (const value of [1, 2, 6]) writer.metric({ time: noon + value, series: gauge, value });
    await writer.flush();
    await maintain(database);
    const window = { from: new Date(noon - hour), to };
    expect(await metric(database, { ...window, name: 'total' })).toMatchObject([
      { service: 'meter', points: [{ value: 15 }, { value: 5 }] },
    ]);
    expect(
      await metric(database, { ...window, name: 'gauge', attributes: { room: 'a' } }),
    ).toMatchObject([{ points: [{ value: 3, min: 1, max: 6 }] }]);
    expect(
      await metric(database, { ...window, name: 'gauge', attributes: { room: 'b' } }),
    ).toStrictEqual([]);
  });
});
