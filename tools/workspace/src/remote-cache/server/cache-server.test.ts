import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CacheServer } from './cache-server.ts';
import { startCacheServer } from './cache-server.ts';

const writeToken = 'w'.repeat(32);
const readToken = 'r'.repeat(32);

describe('the cache server', () => {
  let folder: string;
  let server: CacheServer;
  const start = async (): Promise<void> => {
    server = await startCacheServer({ folder, writeToken, readToken, maxBytes: 1000 });
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cache-server-'));
    await start();
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ask = async (
    method: string,
    hash: string,
    token: string | undefined,
    body?: string,
  ): Promise<[number, string]> => {
    const response = await fetch(`${server.url}/v1/cache/${hash}`, {
      method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    });
    return [response.status, await response.text()];
  };
  const files = (): string[] => readdirSync(join(folder, 'entries')).sort();

  it('gives what was stored, also after it was started anew', async () => {
    expect(await ask('GET', '12', writeToken)).toStrictEqual([404, 'Not there.']);
    expect(await ask('PUT', '12', writeToken, 'content')).toStrictEqual([200, '']);
    expect(await ask('GET', '12', readToken)).toStrictEqual([200, 'content']);
    await server.close();
    await start();
    expect(await ask('GET', '12', readToken)).toStrictEqual([200, 'content']);
  });

  it('changes nothing that is there', async () => {
    await ask('PUT', '12', writeToken, 'first');
    expect(await ask('PUT', '12', writeToken, 'other')).toStrictEqual([
      409,
      'It is there, and stays as it is.',
    ]);
    expect(await ask('GET', '12', readToken)).toStrictEqual([200, 'first']);
  });

  it('lets one of many win, who store the same at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => ask('PUT', '12', writeToken, `content ${index}`)),
    );
    expect(answers.filter(([status]) => status === 200)).toHaveLength(1);
    expect(answers.filter(([status]) => status === 409)).toHaveLength(19);
    const winner = answers.findIndex(([status]) => status === 200);
    expect(await ask('GET', '12', readToken)).toStrictEqual([200, `content ${winner}`]);
    expect(readdirSync(join(folder, 'incoming'))).toStrictEqual([]);
  });

  it('tells tokens apart: one reads and stores, one reads, others nothing', async () => {
    await ask('PUT', '12', writeToken, 'content');
    expect(await ask('PUT', '13', readToken, 'content')).toStrictEqual([
      403,
      'This token may read only.',
    ]);
    for (const token of [undefined, '', 'x', writeToken.slice(1), `${writeToken} `.repeat(2)]) {
      expect(await ask('GET', '12', token)).toStrictEqual([401, 'No token that is known here.']);
      expect((await ask('PUT', '14', token, 'content'))[0]).toBe(401);
    }
    expect(files()).toStrictEqual(['12']);
  });

  it('answers 401 in text/plain, as Nx wants it', async () => {
    const { headers } = await fetch(`${server.url}/v1/cache/12`);
    expect(headers.get('content-type')).toBe('text/plain');
  });

  it.each(['..%2F..%2Fescaped', '%2e%2e', '.hidden', 'a.b', 'a%00b', 'x'.repeat(129), ''])(
    'stores nothing under the name %j',
    async (hash) => {
      expect((await ask('PUT', hash, writeToken, 'content'))[0]).toBe(404);
      expect(files()).toStrictEqual([]);
    },
  );

  it('knows two methods', async () => {
    expect(await ask('DELETE', '12', writeToken)).toStrictEqual([405, 'GET and PUT.']);
  });

  it('takes what is as large as it may be, and nothing larger, announced or not', async () => {
    expect((await ask('PUT', '1', writeToken, 'x'.repeat(1000)))[0]).toBe(200);
    expect((await ask('PUT', '2', writeToken, 'x'.repeat(1001)))[0]).toBe(413);
    const chunked = await fetch(`${server.url}/v1/cache/3`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${writeToken}` },
      body: new Blob(['x'.repeat(1001)]).stream(),
      duplex: 'half',
    });
    expect(chunked.status).toBe(413);
    expect(files()).toStrictEqual(['1']);
  });

  it('keeps nothing of what broke off, and takes it whole later', async () => {
    const sending = request(`${server.url}/v1/cache/12`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${writeToken}`, 'content-length': 500 },
    });
    sending.on('error', () => undefined);
    sending.write('x'.repeat(100));
    const incoming = (): string[] => readdirSync(join(folder, 'incoming'));
    await expect.poll(incoming).toHaveLength(1);
    sending.destroy();
    await expect.poll(incoming).toStrictEqual([]);
    // What would come late has come by then; what is asserted holds before and after.
    await setTimeout(20);
    expect(files()).toStrictEqual([]);
    expect(await ask('GET', '12', readToken)).toStrictEqual([404, 'Not there.']);
    expect((await ask('PUT', '12', writeToken, 'whole'))[0]).toBe(200);
    expect(await ask('GET', '12', readToken)).toStrictEqual([200, 'whole']);
  });
});
