import { randomBytes } from 'node:crypto';
import {
  connect,
  getTrace,
  migrate as migrateSignals,
  searchLogs,
} from '@h-j-petroleum/toolkit-signals';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { service } from '../../test/notes/app.ts';
import { startNotes } from '../../test/process.ts';
import type { Receiver } from '../../test/receiver.ts';
import { startReceiver } from '../../test/receiver.ts';
import { installOutbox } from '../index.ts';
import type { LocalIssuer, TestDatabase } from '../testing/index.ts';
import { localIssuer } from '../testing/index.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const secret = `whsec_${randomBytes(32).toString('base64')}`;

let database: TestDatabase;
let issuer: LocalIssuer;
let receiver: Receiver;
let signals: Database;
beforeAll(async () => {
  [database, issuer, receiver] = await Promise.all([
    ...([testDatabase(service.schema), localIssuer(), startReceiver()] as const),
  ]);
  if (service.outbox !== undefined) await installOutbox(database.pool, service.outbox);
  signals = connect({ url: database.url, maxConnections: 1 });
  await migrateSignals(signals);
});
afterAll(async () => {
  await signals.close();
  await Promise.all([database.close(), issuer.close(), receiver.close()]);
});

describe('a request', () => {
  it('is one trace with its statements, its jobs and the webhook that it led to, with its log', async () => {
    const { child, ended, address } = startNotes([], {
      ...{ DATABASE_URL: database.url, OIDC_ISSUER: issuer.url, OTEL_SDK_DISABLED: '' },
      ...{ HOOK_HOSTS: receiver.host, HOOK_SECRET: secret, LOG_LEVEL: 'info' },
    });
    const token = await issuer.token({ subject: 'ada', audience: 'notes' });
    const response = await fetch(`${await address}/v1/notes`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      },
      body: JSON.stringify({ body: 'seen', notify: { url: receiver.url, secretName: 'reader' } }),
    });
    const { id } = Object(await response.json());
    await receiver.until(1);
    // The other job of the request is done as well before the process ends.
    const indexed = async (): Promise<boolean> => {
      const { rows } = await database.pool.query<{ indexed: number }>(
        'select indexed from notes.notes where id = $1',
        [id],
      );
      return rows[0]?.indexed === 1;
    };
    while (!(await indexed()));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, errors: '' });

    expect(receiver.received[0]?.headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-`));
    const trace = await getTrace(signals, traceId);
    const names = new Set(trace?.spans.map(({ name }) => name));
    for (const name of [
      ...['POST /v1/notes', 'send notes.index', 'send notes.webhook'],
      ...['process notes.index', 'process notes.webhook', 'POST'],
    ]) {
      expect(names).toContain(name);
    }
    expect([...names].some((name) => name.startsWith('pg.query:INSERT'))).toBe(true);
    const { logs } = await searchLogs(signals, {
      ...{ from: new Date(Date.now() - 600_000), to: new Date(Date.now() + 600_000) },
      text: 'POST /v1/notes 201',
    });
    expect(logs).toHaveLength(1);
    expect(logs[0]).toMatchObject({
      ...{ traceId, service: 'notes' },
      attributes: { 'http.route': '/v1/notes', 'user.id': 'ada', 'http.response.status_code': 201 },
    });
    const { rows: metrics } = await signals.session((session) =>
      session.query<{ name: string }>('select distinct name from signals.metric_series'),
    );
    expect(metrics.map(({ name }) => name)).toContain('http.server.request.duration');
    const { rows: leaked } = await signals.session((session) =>
      session.query(
        'select 1 from signals.all_logs l where l::text like $1 union all select 1 from signals.all_spans s where s::text like $1',
        [`%${token.slice(-40)}%`],
      ),
    );
    expect(leaked).toStrictEqual([]);
  });
});
