import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EmbeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { embeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompose } from '../src/observability/stack-files.ts';
import type { BuiltImage } from './build-image.ts';
import { buildImage } from './build-image.ts';

const { migrate, receiver } = readCompose().services;

describe('the image of the receiver, built in a folder', () => {
  let image: BuiltImage;
  let server: EmbeddedServer;
  beforeAll(async () => {
    image = buildImage('receiver');
    server = await embeddedServer();
    await server.database.session(({ query }) => query('drop schema signals cascade'));
  });
  afterAll(async () => {
    image?.remove();
    await server?.close();
  });
  const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    ...{ PATH: process.env.PATH, DATABASE_URL: server.url, ...image.env },
    ...more,
  });
  /** A container of it, with the command of a service. */
  const start = (command: readonly string[], more: NodeJS.ProcessEnv = {}): ChildProcess => {
    const [program = '', ...args] = [...image.entrypoint, ...command];
    return spawn(program, args, { cwd: image.folder, env: env(more) });
  };

  it('holds what the receiver needs, and nothing of the rest', () => {
    expect(readdirSync(join(image.folder, 'node_modules/@h-j-petroleum')).sort()).toStrictEqual([
      'toolkit-otlp-receiver',
      'toolkit-signals',
    ]);
    for (const name of ['nx', 'vitest', 'typescript', '@electric-sql']) {
      expect(existsSync(join(image.folder, 'node_modules', name))).toBe(false);
    }
    expect(readdirSync(image.folder).sort()).toStrictEqual(['libs', 'migrations', 'node_modules']);
  });

  it('makes the schema, as the service migrate runs it', async () => {
    // One connection of the embedded database lives in this process, so its turn must come: nothing here waits in place.
    const child = start(migrate?.command ?? []);
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    const { rows } = await server.database.session(({ query }) =>
      query('select profile from signals.settings'),
    );
    expect(rows).toStrictEqual([{ profile: 'postgres' }]);
  });

  it('takes OTLP and is well, as the service receiver runs it and its health check asks it', async () => {
    const child = start(image.command, {
      ...receiver?.environment,
      OTLP_PORT: '0',
      DATABASE_URL: server.url,
      OTLP_HOST: '127.0.0.1',
      OTLP_TOKEN: 'a-token',
    });
    try {
      const lines = createInterface(child.stdout ?? expect.fail());
      const [line] = await once(lines, 'line');
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? '';
      const sent = await fetch(`${url}/v1/logs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer a-token' },
        body: JSON.stringify({
          resourceLogs: [
            {
              scopeLogs: [{ logRecords: [{ severityNumber: 9, body: { stringValue: 'hello' } }] }],
            },
          ],
        }),
      });
      expect(sent.status).toBe(200);
      const [, program = '', ...args] = receiver?.healthcheck?.test ?? [];
      const asked = args.map((word) => word.replace('http://127.0.0.1:4318', url));
      expect(asked).not.toStrictEqual(args);
      expect(spawnSync(program, asked, { env: env() }).status).toBe(0);
      const nowhere = args.map((word) => word.replace(':4318', ':1'));
      expect(spawnSync(program, nowhere, { env: env() }).status).toBe(1);
    } finally {
      child.kill('SIGTERM');
      expect((await once(child, 'exit'))[0]).toBe(0);
    }
    const { rows } = await server.database.session(({ query }) =>
      query('select body from signals.logs'),
    );
    expect(rows).toStrictEqual([{ body: 'hello' }]);
  });
});
