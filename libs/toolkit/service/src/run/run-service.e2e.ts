import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { startNotes } from '../../test/process.ts';
import type { LocalIssuer, TestDatabase } from '../testing/index.ts';
import { localIssuer } from '../testing/index.ts';

let database: TestDatabase;
let issuer: LocalIssuer;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  [database, issuer] = await Promise.all([testDatabase(), localIssuer()]);
  env = { DATABASE_URL: database.url, OIDC_ISSUER: issuer.url };
});
afterAll(async () => {
  await Promise.all([database.close(), issuer.close()]);
});

const run = (...args: string[]) => startNotes(args, env).ended;

describe('a service as a process', () => {
  it('does not start on a database that is not migrated, and says what to do', async () => {
    const { code, errors } = await run();
    expect({ code, errors }).toStrictEqual({
      code: 2,
      errors:
        "notes: The schema notes lacks 0001_notes. Run the service's command migrate. [SERVICE_NOT_MIGRATED]\n",
    });
  });

  it('migrates, once', async () => {
    expect(await run('migrate')).toMatchObject({
      ...{ code: 0, errors: '', output: 'Applied notes.0001_notes.\n' },
    });
    expect(await run('migrate')).toMatchObject({ code: 0, output: 'Nothing to apply.\n' });
  });

  it('has commands of its own, which can fail', async () => {
    expect(await run('count')).toMatchObject({ code: 1, errors: '', output: '0 notes\n' });
    expect((await run('--help')).output).toContain(
      'says how many notes there are; fails where there are none',
    );
  });

  it('listens on this machine, takes a key that it made, and ends when it is told to', async () => {
    const made = await run('api-keys', 'create', 'importer', '--role', 'reader');
    expect(made).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^hjp_[0-9a-f]{18}_[\w-]{43}\n$/),
    });
    const { child, ended, address } = startNotes([], env);
    expect(await address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const ready = await fetch(`${await address}/health/ready`);
    expect([ready.status, await ready.json()]).toStrictEqual([
      ...[200, { status: 'ok', checks: { database: 'ok' } }],
    ]);
    const headers = { 'x-api-key': made.output.trim() };
    const list = (): Promise<Response> =>
      address.then((at) => fetch(`${at}/v1/notes`, { headers }));
    expect(await (await list()).json()).toStrictEqual({ items: [] });
    const id = made.output.split('_')[1] ?? '';
    expect((await run('api-keys', 'list')).output).toMatch(
      new RegExp(`^${id}  importer  reader  valid  used 20`),
    );
    expect((await run('api-keys', 'revoke', id)).output).toBe(`The key ${id} is taken back.\n`);
    expect((await list()).status).toBe(401);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, signal: null, errors: '' });
  });

  it('names every variable that is wrong', async () => {
    const over = { PORT: 'http', DATABASE_URL: 'mysql://u:hunter2@h/d', OIDC_ISSUER: '' };
    const { code, errors } = await startNotes([], over).ended;
    expect(code).toBe(2);
    expect(errors).toBe(`notes: The service can't start, for its environment is not what it needs:
  DATABASE_URL: must be an address of PostgreSQL; for example postgres://user:password@127.0.0.1:5432/database
  PORT: is "http": must be a whole number from 0 to 65535; for example 4301
  OIDC_ISSUER: is not set; for example https://login.example.com
Set these variables and start it again. [SERVICE_BAD_ENVIRONMENT]
`);
  });
});
