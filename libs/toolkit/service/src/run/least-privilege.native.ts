import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNotes } from '../../test/process.ts';
import type { Receiver } from '../../test/receiver.ts';
import { startReceiver } from '../../test/receiver.ts';
import type { LocalIssuer, TestDatabase } from '../testing/index.ts';
import { emptyDatabase, localIssuer } from '../testing/index.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const password = randomBytes(16).toString('hex');
const role = `runs_notes_${process.pid}`;

let database: TestDatabase;
let issuer: LocalIssuer;
let receiver: Receiver;
let asRole: string;
beforeAll(async () => {
  [database, issuer, receiver] = await Promise.all([
    ...([emptyDatabase(), localIssuer(), startReceiver()] as const),
  ]);
  await database.pool.query(`create role ${role} login password '${password}'`);
  const url = new URL(database.url);
  url.username = role;
  url.password = password;
  asRole = url.href;
});
afterAll(async () => {
  await database.pool.query(`drop owned by ${role}; drop role ${role}`);
  await Promise.all([database.close(), issuer.close(), receiver.close()]);
});

describe('a role that may do what a running service needs and nothing else', () => {
  it('is given it by migrate --grant', async () => {
    const owner = { DATABASE_URL: database.url };
    expect(await startNotes(['migrate', '--grant', role], owner).ended).toMatchObject({
      ...{ code: 0, errors: '' },
      output: `Applied service.0001_api_keys, service.0002_idempotency_keys, notes.0001_notes.
The role ${role} may do what the service needs.
`,
    });
  });

  it('serves requests, jobs and webhooks, and can do no more', async () => {
    const { child, ended, address } = startNotes([], {
      ...{ DATABASE_URL: asRole, OIDC_ISSUER: issuer.url },
      ...{ HOOK_HOSTS: receiver.host, HOOK_SECRET: secret },
    });
    const token = await issuer.token({ subject: 'ada', audience: 'notes' });
    const response = await fetch(`${await address}/v1/notes`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        'idempotency-key': 'as-role',
      },
      body: JSON.stringify({ body: 'x', notify: { url: receiver.url, secretName: 'reader' } }),
    });
    expect(response.status).toBe(201);
    await receiver.until(1);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, errors: '' });
    for (const args of [
      ['api-keys', 'create', 'thief', '--role', 'reader'],
      ['migrate', '--grant', role],
    ]) {
      const tried = await startNotes(args, { DATABASE_URL: asRole }).ended;
      expect([tried.code, tried.errors]).toStrictEqual([
        ...[2, expect.stringContaining('permission denied')],
      ]);
    }
  });
});
