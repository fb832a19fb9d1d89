import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, profiles, rowsOf } from '../../test/databases.ts';
import { log, shop, span, spanId, traceId } from '../../test/records.ts';
import type { Database } from '../index.ts';
import { seriesOf, SignalWriter } from '../index.ts';

const at = Date.parse('2026-03-01T12:00:00.123Z');

describe.each(profiles)('a poisoned record on %s', (_name, create) => {
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

  /** Stores a record between two sound ones; all three must be there. */
  const stored = async (over: Parameters<typeof log>[0]): Promise<Record<string, unknown>> => {
    writer.log(log({ time: at - 1, body: 'before' }));
    writer.log(log({ time: at, ...over }));
    writer.log(log({ time: at + 1, body: 'after' }));
    expect(await writer.flush()).toBe(true);
    const rows = await rowsOf(
      database,
      "select body, attributes, marks, time from signals.logs where body not in ('before', 'after')",
    );
    expect(await rowsOf(database, 'select count(*)::int as n from signals.logs')).toStrictEqual([
      { n: 3 },
    ]);
    return rows[0] ?? {};
  };

  it('with NUL bytes has them replaced and is marked', async () => {
    expect(
      await stored({ body: 'a\0b', attributes: { 'k\0': 'v\0', deep: { x: '\0' } } }),
    ).toMatchObject({
      body: 'a\ufffdb',
      attributes: { 'k\ufffd': 'v\ufffd', deep: { x: '\ufffd' } },
      marks: 4,
    });
  });

  it('with lone surrogates has them replaced; a pair stays', async () => {
    expect(
      await stored({
        body: 'x\ud800y 😀',
        attributes: { a: '\udfff', ok: '😀', n: { d: '\ud83d' } },
      }),
    ).toMatchObject({
      body: 'x\ufffdy 😀',
      attributes: { a: '\ufffd', ok: '😀', n: { d: '\ufffd' } },
      marks: 4,
    });
  });

  it('with circular objects names the circle', async () => {
    const circle: Record<string, unknown> = { name: 'c' };
    circle.self = circle;
    expect(await stored({ attributes: { circle } })).toMatchObject({
      attributes: { circle: { name: 'c', self: '[Circular]' } },
      marks: 0,
    });
  });

  it('with a body of 10 MB is cut at 65536 characters, never inside a pair', async () => {
    const { body, marks } = await stored({ body: `x${'😀'.repeat(5_000_000)}` });
    expect(String(body)).toHaveLength(65_535);
    expect(String(body).endsWith('😀')).toBe(true);
    expect(marks).toBe(1);
  });

  it('with 10,000 attributes keeps 128', async () => {
    const attributes = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`key${n}`, n]));
    const row = await stored({ attributes });
    expect(Object.keys(Object(row.attributes))).toHaveLength(128);
    expect(row).toMatchObject({ attributes: { key0: 0, key127: 127 }, marks: 2 });
  });

  it('with NaN, infinities and bigint keeps what they say', async () => {
    expect(
      await stored({
        attributes: {
          nan: Number.NaN,
          up: Infinity,
          down: -Infinity,
          big: 2n ** 70n,
          nested: { nan: Number.NaN },
        },
      }),
    ).toMatchObject({
      attributes: { nan: 'NaN', up: 'Infinity', down: '-Infinity', nested: { nan: 'NaN' } },
      marks: 16,
    });
    expect(
      await rowsOf(
        database,
        "select attributes->>'big' as big from signals.logs where attributes is not null",
      ),
    ).toStrictEqual([{ big: '1180591620717411303424' }]);
  });

  it.each([
    ['no number', Number.NaN],
    ['beyond JavaScript', 8.64e15 + 1],
    ['before the year 1', -8.64e15],
    ['infinite', Infinity],
  ])('of a time that is %s is stored at the time of arrival', async (_what, time) => {
    const before = Date.now();
    const row = await stored({ time, body: 'odd' });
    expect(row.marks).toBe(8);
    expect(Object(row.time).getTime()).toBeGreaterThanOrEqual(before - 1);
  });

  it.each([
    ['0001-01-01T00:00:00Z', -62_135_596_800_000],
    ['9999-12-30T00:00:00Z', 253_402_128_000_000],
  ])('of the time %s is stored as it is', async (_what, time) => {
    await stored({ time, body: 'odd' });
    expect(
      await rowsOf(
        database,
        "select (extract(epoch from time) * 1000)::bigint::text as ms, marks from signals.logs where body = 'odd'",
      ),
    ).toStrictEqual([{ ms: String(time), marks: 0 }]);
  });

  it('with a getter and a toJSON that throw loses these alone', async () => {
    const attributes = {
      ok: 1,
      get bad(): string {
        throw new Error('no');
      },
      worse: {
        toJSON: () => {
          throw new Error('never');
        },
      },
    };
    expect(await stored({ attributes })).toMatchObject({
      attributes: { ok: 1, bad: '[no]', worse: '[never]' },
      marks: 16,
    });
  });

  it('with functions, symbols and undefined stores what has a value', async () => {
    expect(
      await stored({
        attributes: { f: () => 1, s: Symbol('s'), u: undefined, n: null, d: new Date(0) },
      }),
    ).toMatchObject({
      attributes: { n: null, d: '1970-01-01T00:00:00.000Z' },
      marks: 0,
    });
  });

  it('with a body that is no text stores its JSON', async () => {
    expect(await stored({ body: { order: 7, items: [1, 2] } })).toMatchObject({
      body: '{"order":7,"items":[1,2]}',
    });
  });

  it('with ids that are none is stored without them', async () => {
    await stored({ traceId: 'xyz', spanId: '0000000000000000', body: 'no ids' });
    expect(
      await rowsOf(database, "select trace_id, span_id from signals.logs where body = 'no ids'"),
    ).toStrictEqual([{ trace_id: null, span_id: null }]);
  });

  it('of a span without ids is dropped and counted; its neighbours are stored', async () => {
    writer.span(span({ spanId: spanId(1) }));
    writer.span(span({ traceId: 'nonsense' }));
    writer.span(span({ spanId: spanId(3) }));
    expect(await writer.flush()).toBe(true);
    expect(writer.stats().signals.spans).toMatchObject({
      accepted: 3,
      stored: 2,
      dropped: 1,
      droppedBy: { invalid: 1 },
    });
    expect(await rowsOf(database, 'select span_id from signals.spans order by 1')).toStrictEqual([
      { span_id: '1' },
      { span_id: '3' },
    ]);
  });

  it('of a span keeps events and links, cut at 128', async () => {
    writer.span(
      span({
        time: at,
        duration: Number.NaN,
        events: Array.from({ length: 200 }, (_, n) => ({
          time: at + n,
          name: `e\0${n}`,
          attributes: { n },
        })),
        links: [{ traceId: traceId(9), spanId: spanId(9), attributes: { why: 'batch' } }],
      }),
    );
    expect(await writer.flush()).toBe(true);
    expect(
      await rowsOf(
        database,
        'select duration::int as duration, jsonb_array_length(events) as events, events->1 as second, links, marks from signals.spans',
      ),
    ).toStrictEqual([
      {
        duration: 0,
        events: 128,
        second: { name: 'e\ufffd1', time: '2026-03-01T12:00:00.124Z', attributes: { n: 1 } },
        links: [{ traceId: traceId(9), spanId: spanId(9), attributes: { why: 'batch' } }],
        marks: 2 + 4 + 16,
      },
    ]);
  });

  it('of a metric with NaN and infinities is stored, and spoils no rollup', async () => {
    const series = seriesOf({ resource: shop, name: 'temperature', kind: 'gauge' });
    for (const value of [1, Number.NaN, Infinity, 3]) writer.metric({ time: at, series, value });
    expect(await writer.flush()).toBe(true);
    await database.session((session) => session.query('select signals.fold()'));
    expect(
      await rowsOf(
        database,
        'select points::int as points, sum, min, max from signals.metric_rollups_hourly',
      ),
    ).toStrictEqual([{ points: 4, sum: 4, min: 1, max: 3 }]);
  });
});
