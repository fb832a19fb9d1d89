import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { service } from '../../test/notes/app.ts';
import { startNotes } from '../../test/process.ts';
import type { Receiver } from '../../test/receiver.ts';
import { startReceiver } from '../../test/receiver.ts';
import { recordingLog } from '../../test/recording-log.ts';
import { installOutbox, listDeadLetters, openOutbox } from '../index.ts';
import type { TestDatabase } from '../testing/index.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const { outbox: definition } = service;

let database: TestDatabase;
let receiver: Receiver;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  if (definition === undefined) throw new Error('the service of the tests has an outbox');
  [database, receiver] = await Promise.all([testDatabase(service.schema), startReceiver()]);
  await installOutbox(database.pool, definition);
  env = { DATABASE_URL: database.url, OIDC_ISSUER: 'https://login.example.com' };
});
afterAll(async () => {
  await Promise.all([database.close(), receiver.close()]);
});

describe('a webhook to a host that the running service may not call any more', () => {
  it('is a dead letter, which is listed, and replayed when the host may be called again', async () => {
    if (definition === undefined) return;
    const outbox = await openOutbox(definition, {
      ...{ pool: database.pool, logger: recordingLog(), works: false },
      webhooks: { allowedHosts: [receiver.host], secrets: { reader: secret } },
    });
    const id = await outbox.publishWebhook(database.pool, {
      ...{ type: 'notes.written', data: {}, url: receiver.url, secretName: 'reader' },
    });
    await outbox.close();

    const forbidden = startNotes([], env);
    await forbidden.address;
    while ((await listDeadLetters(database.pool, 'notes')).length === 0);
    forbidden.child.kill('SIGTERM');
    await forbidden.ended;
    expect(receiver.received).toStrictEqual([]);

    const listed = await startNotes(['outbox', 'list'], env).ended;
    expect(listed.output).toMatch(
      new RegExp(
        `^[0-9a-f-]{36}  notes\\.webhook  3 attempts  20\\S+  Webhooks may not go to ${receiver.host}: `,
      ),
    );
    expect(await startNotes(['outbox', 'replay'], env).ended).toMatchObject({
      ...{ code: 2, errors: 'Name ids (from outbox list), or --all.\n' },
    });
    const [letter = ''] = listed.output.split(' ');
    expect(await startNotes(['outbox', 'replay', letter], env).ended).toMatchObject({
      ...{ code: 0, output: '1 will be tried again.\n' },
    });
    expect(await startNotes(['outbox', 'replay', letter], env).ended).toMatchObject({
      ...{ code: 1, output: '0 will be tried again.\n' },
    });

    const allowed = startNotes([], { ...env, HOOK_HOSTS: receiver.host, HOOK_SECRET: secret });
    await allowed.address;
    await receiver.until(1);
    expect(receiver.received[0]?.headers['webhook-id']).toBe(`msg_${id}`);
    allowed.child.kill('SIGTERM');
    expect(await allowed.ended).toMatchObject({ code: 0 });
  });
});
