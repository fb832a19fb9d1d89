import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  embeddedDatabase,
  localIssuer,
  type LocalIssuer,
  type TestDatabase,
} from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { service } from './app.ts';
import { sample } from './templates/invoice/sample.ts';

let database: TestDatabase;
let issuer: LocalIssuer;
const children = new Set<ChildProcess>();

const run = (...args: string[]) => {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
      ...[join(import.meta.dirname, 'server.ts'), ...args],
    ],
    {
      env: {
        ...{ PATH: process.env['PATH'], DATABASE_URL: database.url, DATABASE_POOL_SIZE: '3' },
        ...{ OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: 'pdf-generator', PORT: '0', WORKERS: '1' },
        ...{ OTEL_SDK_DISABLED: 'true', LOG_LEVEL: 'silent' },
        // On a machine that is busy a document takes its time.
        TYPESET_TIMEOUT: '120000',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
};
const serve = async () => {
  const child = run();
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    const address = /listens on (http:\S+)\n/.exec(output)?.[1];
    if (address !== undefined) return { child, address };
  }
  throw new Error(`The service ended before it listened: ${output}`);
};

beforeAll(async () => {
  [database, issuer] = await Promise.all([embeddedDatabase(service.schema), localIssuer()]);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.close();
  await issuer.close();
});

describe('two instances on one database', () => {
  it('make everything that was asked for once, though one is killed over it', async () => {
    const [code] = await once(run('migrate'), 'close');
    expect(code).toBe(0);
    const [one, other] = [await serve(), await serve()];
    const token = await issuer.token({
      subject: 'mia',
      roles: ['document-maker'],
      audience: 'pdf-generator',
    });
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      prefer: 'respond-async',
    };
    const ask = async (address: string, rows: number) => {
      const data = { ...sample, lines: Array.from({ length: rows }, () => sample.lines[2]) };
      const response = await fetch(`${address}/v1/documents`, {
        ...{ method: 'POST', headers },
        body: JSON.stringify({ template: 'invoice', data }),
      });
      expect(response.status).toBe(202);
      return z.object({ id: z.uuid() }).parse(await response.json()).id;
    };
    const ids = await Promise.all(
      Array.from({ length: 8 }, (_, count) =>
        ask(count % 2 === 0 ? one.address : other.address, 1200),
      ),
    );

    const count = async (state: string) => {
      const { rows } = await database.pool.query<{ count: number }>(
        'select count(*)::int from pdf.documents where state = $1',
        [state],
      );
      return rows[0]?.count ?? 0;
    };
    // An instance takes two at once, so of three each has one in its hands.
    while ((await count('making')) < 3 && (await count('made')) < ids.length) await wait(20);
    expect(await count('making')).toBeGreaterThanOrEqual(3);
    one.child.kill('SIGKILL');
    await once(one.child, 'close');

    while ((await count('made')) + (await count('failed')) < ids.length) await wait(250);
    expect(await count('failed')).toBe(0);

    const hashes = new Set<string>();
    for (const id of ids) {
      const content = await fetch(`${other.address}/v1/documents/${id}/content`, { headers });
      hashes.add(
        createHash('sha256')
          .update(Buffer.from(await content.arrayBuffer()))
          .digest('hex'),
      );
    }
    // The same data, whoever made it: the same bytes.
    expect(hashes.size).toBe(1);
    other.child.kill('SIGTERM');
    const [ended] = await once(other.child, 'close');
    expect(ended).toBe(0);
  });
});
