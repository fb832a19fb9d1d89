import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, profiles, rowsOf } from '../../test/databases.ts';
import { log, shop, span, spanId, traceId } from '../../test/records.ts';
import type { Database } from '../index.ts';
import { resourceOf, seriesOf, SignalWriter } from '../index.ts';

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

  it.each([
    ['body', { body: 'x\ud800y' }, { body: 'x\ufffdy', marks: 4 }],
    ['scope', { scope: '\udc00' }, { marks: 4 }],
    ['name', { attributes: { 'a\ud800': 1 } }, { attributes: { 'a\ufffd': 1 }, marks: 4 }],
  ])('with a lone surrogate in its %s alone is marked', async (_what, over, expected) => {
    // A second time too: what was mended once is remembered, and must not pass for sound.
    await stored(over);
    await empty(database);
    expect(await stored(over)).toMatchObject(expected);
  });

  it('with circular objects names the circle', async () => {
    const circle: Record<string, unknown> = { name: 'c' };
    circle.self = circle;
    expect(await stored({ attributes: { circle } })).toMatchObject({
      attributes: { circle: { name: 'c', self: '[Circular]' } },
      marks: 16,
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

  it('with parts that are shared a hundred times over is cut, and soon', async () => {
    let shared: unknown[] = ['leaf'];
    // 100^8 leaves, and a few kilobytes of memory.
    for (let level = 0; level < 8; level++) {
      const below = shared;
      shared = Array.from({ length: 100 }, () => below);
    }
    const { attributes, marks } = await stored({ attributes: { shared } });
    expect(JSON.stringify(attributes).length).toBeLessThan(20_000);
    expect(Number(marks) & 2).toBe(2);
  });

  it('with objects deeper than eight levels names what lies below', async () => {
    let deep: object = { end: 1 };
    for (let level = 0; level < 5000; level++) deep = { deep };
    const { attributes, marks } = await stored({ attributes: { deep } });
    expect(JSON.stringify(attributes)).toBe(`${'{"deep":'.repeat(9)}"[Object]"${'}'.repeat(9)}`);
    expect(marks).toBe(16);
  });

  it('with maps, sets, bytes, boxed values and errors stores what they hold', async () => {
    const error: Error & { cause?: unknown } = new Error('outer');
    error.cause = error;
    const { attributes, marks } = await stored({
      attributes: {
        map: new Map<unknown, unknown>([
          ['a', 1],
          [2, new Set([3, 4])],
        ]),
        bytes: Buffer.from('abc'),
        floats: new Float32Array([1]),
        boxed: [Object(1), Object('s'), -0],
        error,
        nested: { error, date: new Date(Number.NaN), big: 2n ** 64n },
      },
    });
    expect(attributes).toMatchObject({
      map: { a: 1, 2: [3, 4] },
      bytes: 'YWJj',
      floats: 'AACAPw==',
      boxed: [1, 's', 0],
      nested: { date: null },
    });
    expect(String(Object(attributes).error)).toMatch(/^Error: outer\n {4}at /);
    expect(Object(Object(attributes).nested).error).toMatch(/^Error: outer\n {4}at /);
    expect(marks).toBe(16);
  });

  it('with a nested value of 10 MB is cut and stays JSON', async () => {
    const { attributes, marks } = await stored({
      attributes: {
        nested: { long: 'x'.repeat(10_000_000), after: 1 },
        bytes: Buffer.alloc(10_000_000),
      },
    });
    expect(Object(attributes).nested).toStrictEqual({ long: 'x'.repeat(16_384) });
    expect(Object(attributes).bytes).toBe('A'.repeat(16_384));
    expect(marks).toBe(1 + 2 + 16);
  });

  it('with a bigint longer than a number of the database is left out, and marked', async () => {
    expect(await stored({ attributes: { huge: 10n ** 200_000n, ok: 1 } })).toMatchObject({
      attributes: { ok: 1 },
      marks: 2,
    });
  });

  it('that throws when it is read is dropped and counted, and no caller is told by an exception', async () => {
    const throwing = (): never => {
      throw new Error('no');
    };
    const traps = { get: throwing, ownKeys: throwing, has: throwing, getPrototypeOf: throwing };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const series = seriesOf({ resource: shop, name: 'n', kind: 'gauge' });
    const nameless = {
      toJSON: () => {
        throw Object.create(null);
      },
    };
    writer.log(log({ body: 'before' }));
    writer.log(new Proxy(log(), traps));
    writer.log(log({ attributes: new Proxy({}, traps) }));
    writer.span(new Proxy(span(), traps));
    writer.metric(new Proxy({ time: at, series, value: 1 }, traps));
    writer.log(Object.defineProperty(log(), 'severity', { get: throwing }));
    writer.log(Object.assign(log(), { severity: Symbol('s') }));
    writer.log(log({ body: nameless }));
    writer.log(log({ attributes: { revoked: revoked.proxy, ok: 1 } }));
    writer.log(log({ body: 'after' }));
    expect(await writer.flush()).toBe(true);
    const { logs, spans, metrics } = writer.stats().signals;
    expect([logs, spans, metrics].map(({ droppedBy }) => droppedBy.invalid)).toStrictEqual([
      4, 1, 1,
    ]);
    expect(
      await rowsOf(database, 'select body, attributes, marks from signals.logs order by seq'),
    ).toStrictEqual([
      { body: 'before', attributes: null, marks: 0 },
      { body: '[unreadable]', attributes: null, marks: 16 },
      {
        body: 'a message',
        attributes: { ok: 1, revoked: expect.stringContaining('proxy') },
        marks: 16,
      },
      { body: 'after', attributes: null, marks: 0 },
    ]);
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

  it('of a resource that is a poison itself is stored', async () => {
    const resource = resourceOf({
      'service.name': 'a\0b\ud800',
      nan: Number.NaN,
      long: 'x'.repeat(1_000_000),
      big: 10n ** 100n,
    });
    writer.log(log({ resource }));
    writer.log(log({ body: 'after' }));
    expect(await writer.flush()).toBe(true);
    expect(
      await rowsOf(
        database,
        "select v.name, r.attributes->>'nan' as nan, length(r.attributes->>'long') as long from signals.resources r join signals.services v on v.id = r.service_id where v.name <> 'shop'",
      ),
    ).toStrictEqual([{ name: 'a\ufffdb\ufffd', nan: 'NaN', long: 16_384 }]);
  });

  it('of an error that is long in every part is kept by a fingerprint of limited size', async () => {
    writer.log(
      log({
        severity: 17,
        body: `${'word '.repeat(2_000_000)}\0`,
        attributes: {
          'exception.type': 'T'.repeat(1_000_000),
          'exception.stacktrace': `Error: x\n${'    at f (/srv/a.js:1:1)\n'.repeat(100_000)}`,
        },
      }),
    );
    expect(await writer.flush()).toBe(true);
    expect(
      await rowsOf(database, 'select count(*)::int as n from signals.logs_failed'),
    ).toStrictEqual([{ n: 1 }]);
    const [row] = await rowsOf<Record<string, number>>(
      database,
      'select length(type) as type, length(template) as template, length(sample) as sample, jsonb_array_length(frames) as frames from signals.fingerprints',
    );
    expect(row?.type).toBe(1024);
    expect(row?.template).toBeLessThanOrEqual(4096);
    expect(row?.sample).toBe(2048);
    expect(row?.frames).toBeLessThanOrEqual(64);
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
