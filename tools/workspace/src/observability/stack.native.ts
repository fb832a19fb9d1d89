import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect, searchLogs } from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeServer } from '../native-server/native-server.ts';
import { startNativeServer } from '../native-server/native-server.ts';
import { docker, root } from './stack-files.ts';

const roles = readFileSync(join(docker, 'database/roles.sql'), 'utf8');
const grants = readFileSync(join(docker, 'database/grants.sql'), 'utf8');
const passwords = {
  SIGNALS_OWNER_PASSWORD: "owner's",
  SIGNALS_WRITER_PASSWORD: 'writer',
  SIGNALS_READER_PASSWORD: 'reader',
};
// As the image of the receiver runs them.
const node = ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'];

/** What the services of the stack run, in their order, on a server without TimescaleDB: the store takes the other profile. */
describe('the stack on a native server', () => {
  let server: NativeServer;
  const addressOf = (user: string): string => {
    const url = new URL(server.url);
    url.username = user;
    url.pathname = '/signals';
    return url.href;
  };
  const migrate = (): { status: number | null; stderr: string } =>
    spawnSync(process.execPath, [...node, 'libs/toolkit/signals/src/bin.ts', 'migrate'], {
      ...{ cwd: root, encoding: 'utf8' },
      env: { PATH: process.env.PATH, DATABASE_URL: addressOf('signals_owner') },
    });

  beforeAll(async () => {
    server = await startNativeServer();
    server.psql(server.url, 'create database signals');
  });
  afterAll(() => server.stop());

  it('roles are made with the passwords of the environment, and set anew each time', () => {
    const setUp = (env: Readonly<Record<string, string>>): string[] => {
      server.psql(addressOf('postgres'), roles, env);
      return server
        .psql(
          addressOf('postgres'),
          "select rolname, left(rolpassword, 13), md5(rolpassword), rolsuper, rolconnlimit from pg_authid where rolname like 'signals%' order by 1",
        )
        .trim()
        .split('\n');
    };
    const first = setUp(passwords);
    expect(first.map((line) => line.replace(/\|[0-9a-f]{32}/, ''))).toStrictEqual([
      'signals_owner|SCRAM-SHA-256|f|-1',
      'signals_reader|SCRAM-SHA-256|f|20',
      'signals_writer|SCRAM-SHA-256|f|60',
    ]);
    const second = setUp({ ...passwords, SIGNALS_READER_PASSWORD: 'another' });
    expect(second[1]).not.toBe(first[1]);
  });

  it('roles are not made without passwords', () => {
    expect(() => server.psql(addressOf('postgres'), roles)).toThrow(/psql|syntax/);
  });

  it('migrations run as the owner, who is no superuser, and rights are given after each', () => {
    for (let time = 0; time < 2; time++) {
      expect(migrate()).toMatchObject({ status: 0, stderr: '' });
      server.psql(addressOf('signals_owner'), `\\set ON_ERROR_STOP on\n${grants}`);
    }
    expect(
      server.psql(
        addressOf('signals_reader'),
        "select current_setting('statement_timeout'), current_setting('default_transaction_read_only')",
      ),
    ).toBe('30s|on\n');
    expect(() =>
      server.psql(
        addressOf('signals_reader'),
        '\\set ON_ERROR_STOP on\ncreate temporary table t ()',
      ),
    ).toThrow(/permission denied|read-only/);
  });

  it('the receiver stores as the writer what its holder of the token sends, and the reader finds it', async () => {
    const receiver = spawn(
      process.execPath,
      [...node, 'libs/toolkit/otlp-receiver/src/bin.ts', '--port=0', '--json'],
      {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          DATABASE_URL: addressOf('signals_writer'),
          OTLP_TOKEN: 'a-token',
        },
      },
    );
    try {
      const [line] = await once(createInterface(receiver.stdout), 'line');
      const { url }: { url?: string } = Object(JSON.parse(String(line)));
      const send = (token: string): Promise<Response> =>
        fetch(`${url}/v1/logs`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({
            resourceLogs: [
              {
                resource: {
                  attributes: [{ key: 'service.name', value: { stringValue: 'elsewhere' } }],
                },
                scopeLogs: [
                  {
                    logRecords: [
                      {
                        timeUnixNano: `${Date.now()}000000`,
                        severityNumber: 9,
                        body: { stringValue: 'from another language' },
                      },
                    ],
                  },
                ],
              },
            ],
          }),
        });
      expect((await send('another')).status).toBe(401);
      expect((await send('a-token')).status).toBe(200);
    } finally {
      receiver.kill('SIGTERM');
      await once(receiver, 'exit');
    }
    const reader = connect({ url: addressOf('signals_reader'), maxConnections: 1 });
    const { logs } = await searchLogs(reader, {
      from: new Date(Date.now() - 3_600_000),
      to: new Date(Date.now() + 1000),
    });
    await reader.close();
    expect(logs.map(({ service, body }) => [service, body])).toStrictEqual([
      ['elsewhere', 'from another language'],
    ]);
  });
});
