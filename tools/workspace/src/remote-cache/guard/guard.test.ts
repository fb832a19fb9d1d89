import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newKeys, readPublicKey, readSigningKey } from '../seal/keys.ts';
import { seal } from '../seal/seal.ts';
import type { CacheServer } from '../server/cache-server.ts';
import { startCacheServer } from '../server/cache-server.ts';
import { addressOfNobody, faults, startFaultyServer } from '../testing/faulty-server.ts';
import type { Guard, GuardOptions } from './guard.ts';
import { startGuard } from './guard.ts';
import { createTally } from './tally.ts';
import { openUpstream } from './upstream.ts';

const writeToken = 'w'.repeat(32);
const readToken = 'r'.repeat(32);
const written = newKeys();
const signingKey = readSigningKey(written.signingKey);
const publicKey = readPublicKey(written.publicKey);
if (!signingKey || !publicKey) throw new Error('A new pair of keys cannot be read.');

interface Way {
  readonly server: string;
  readonly token?: string;
  readonly mayStore?: boolean;
  readonly arch?: string;
}

const guards: Guard[] = [];
const open = async ({ server, token = writeToken, mayStore = true, arch = 'x64' }: Way) => {
  const tally = createTally();
  const options: GuardOptions = {
    upstream: openUpstream({
      ...{ server: new URL(server), token, timeoutMs: 300, maxBytes: 100_000 },
    }),
    trusted: [publicKey],
    signingKey: mayStore ? signingKey : undefined,
    machine: { platform: 'linux', arch },
    tally,
  };
  const guard = await startGuard(options);
  guards.push(guard);
  const ask = async (method: string, hash: string, body?: string, token = guard.token) => {
    const response = await fetch(`${guard.url}/v1/cache/${hash}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    });
    return [response.status, await response.text()];
  };
  return {
    get: (hash: string) => ask('GET', hash),
    put: (hash: string, body: string) => ask('PUT', hash, body),
    ...{ ask, tally: () => tally.text() },
  };
};
afterEach(async () => {
  for (const guard of guards.splice(0)) await guard.close();
});

describe('the guard before a server that works', () => {
  let folder: string;
  let server: CacheServer;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cache-guard-'));
    server = await startCacheServer({ folder, writeToken, readToken, maxBytes: 50_000 });
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = (key: string): string => join(folder, 'entries', key);

  it('stores with a seal, and gives without it what another run has stored', async () => {
    const one = await open({ server: server.url });
    expect(await one.get('12')).toStrictEqual([404, '']);
    expect(await one.put('12', 'content')).toStrictEqual([200, '']);
    expect(await one.put('12', 'other')).toStrictEqual([200, '']);
    expect(one.tally()).toBe('Remote cache: 1 not there, 1 stored, 1 stored by another run');
    const two = await open({ server: server.url, token: readToken, mayStore: false });
    expect(await two.get('12')).toStrictEqual([200, 'content']);
    expect(two.tally()).toBe('Remote cache: 1 replayed');
    expect(readFileSync(file('12-linux-x64'), 'latin1').slice(0, 8)).toBe('hjcache1');
  });

  it('finds a server below a path', async () => {
    await (await open({ server: server.url })).put('12', 'content');
    const { get, tally } = await open({ server: `${server.url}/below/` });
    expect(await get('12')).toStrictEqual([404, '']);
    expect(tally()).toBe('Remote cache: 1 not there');
  });

  it('gives a machine of another kind nothing', async () => {
    await (await open({ server: server.url })).put('12', 'content');
    expect(await (await open({ server: server.url, arch: 'arm64' })).get('12')).toStrictEqual([
      404,
      '',
    ]);
  });

  it('stores nothing where it has no key, and says so', async () => {
    const { put, tally } = await open({ server: server.url, mayStore: false });
    expect(await put('12', 'content')).toStrictEqual([403, '']);
    expect(readdirSync(join(folder, 'entries'))).toStrictEqual([]);
    expect(tally()).toBe('Remote cache: 1 not stored, for this run may only read');
  });

  it('sends nothing that is larger than what is taken', async () => {
    const { put, tally } = await open({ server: server.url });
    expect(await put('12', 'x'.repeat(100_000))).toStrictEqual([200, '']);
    expect(readdirSync(join(folder, 'entries'))).toStrictEqual([]);
    expect(tally()).toBe(
      'Remote cache: nothing came of it\n  1 not used: an entry is larger than 100000 bytes',
    );
  });

  it('passes over a server that takes nothing from it', async () => {
    const { put, tally } = await open({ server: server.url, token: readToken });
    expect(await put('12', 'content')).toStrictEqual([200, '']);
    expect(await put('13', 'x'.repeat(60_000))).toStrictEqual([200, '']);
    expect(tally()).toBe(
      'Remote cache: nothing came of it\n  2 not used: the server answers 403 to what it is sent',
    );
  });

  const unsealed = '1 not used: what the server gave is no sealed entry, or not a whole one';
  const notProved =
    '1 not used: an entry is not sealed by a trusted key, or not for this task, or was changed';
  const strangers = readSigningKey(newKeys().signingKey);
  if (!strangers) throw new Error('A new key cannot be read.');
  it.each([
    ['without a seal', Buffer.from('content'), unsealed],
    ['that is empty', Buffer.alloc(0), unsealed],
    [
      'that somebody else has sealed',
      seal(Buffer.from('lie'), '12-linux-x64', strangers),
      notProved,
    ],
    ['of another task', seal(Buffer.from('content'), '13-linux-x64', signingKey), notProved],
    [
      'that was cut',
      seal(Buffer.from('content'), '12-linux-x64', signingKey).subarray(0, -1),
      notProved,
    ],
    [
      'that was added to',
      Buffer.concat([seal(Buffer.from('content'), '12-linux-x64', signingKey), Buffer.from('!')]),
      notProved,
    ],
    [
      'that is too large',
      seal(Buffer.alloc(200_000), '12-linux-x64', signingKey),
      '1 not used: an entry is larger than 100000 bytes',
    ],
  ])('gives nothing of an entry %s', async (_, bytes, why) => {
    writeFileSync(file('12-linux-x64'), bytes);
    const { get, tally } = await open({ server: server.url });
    expect(await get('12')).toStrictEqual([404, '']);
    expect(tally()).toBe(`Remote cache: nothing came of it\n  ${why}`);
  });

  it('serves nobody else on this machine', async () => {
    const { put, ask, tally } = await open({ server: server.url });
    await put('12', 'content');
    for (const token of ['', 'x'.repeat(64), writeToken]) {
      expect(await ask('GET', '12', undefined, token)).toStrictEqual([404, '']);
      expect(await ask('PUT', '13', 'lie', token)).toStrictEqual([403, '']);
    }
    expect(await ask('GET', '..%2f12')).toStrictEqual([404, '']);
    expect(readdirSync(join(folder, 'entries'))).toStrictEqual(['12-linux-x64']);
    expect(tally()).toBe('Remote cache: 1 stored');
  });
});

describe('the guard before a server that fails', () => {
  it.each(Object.keys(faults).filter((name): name is keyof typeof faults => name in faults))(
    'is as if nothing were there, when the server %s',
    async (fault) => {
      const server = await startFaultyServer(fault);
      try {
        const first = await open({ server: server.url });
        expect(await first.get('12')).toStrictEqual([404, '']);
        const [status, text] = await (await open({ server: server.url })).put('12', 'content');
        expect([status, text]).toStrictEqual([200, '']);
        expect(first.tally()).toMatch(/^Remote cache: nothing came of it\n {2}1 not used: /);
      } finally {
        await server.close();
      }
    },
  );

  it('asks a server that is not there three times, and then no more', async () => {
    const { get, put, tally } = await open({ server: await addressOfNobody() });
    for (const hash of ['1', '2', '3', '4']) expect(await get(hash)).toStrictEqual([404, '']);
    expect(await put('5', 'content')).toStrictEqual([200, '']);
    expect(tally()).toBe(
      'Remote cache: 2 not asked for, after it had failed\n  3 not used: the server was not reached, or broke off: ECONNREFUSED',
    );
  });

  it('waits once for a server that hangs', async () => {
    const server = await startFaultyServer('hangs for ever');
    try {
      const { get, put, tally } = await open({ server: server.url });
      expect(await get('1')).toStrictEqual([404, '']);
      expect(await get('2')).toStrictEqual([404, '']);
      expect(await put('3', 'content')).toStrictEqual([200, '']);
      expect(server.requests).toStrictEqual(['GET /v1/cache/1-linux-x64']);
      expect(tally()).toBe(
        'Remote cache: 2 not asked for, after it had failed\n  1 not used: the server took more than 0.3 s',
      );
    } finally {
      await server.close();
    }
  });

  it('does not follow a server to another', async () => {
    const server = await startFaultyServer('sends elsewhere');
    try {
      const { get, tally } = await open({ server: server.url });
      await get('1');
      expect(server.requests).toStrictEqual(['GET /v1/cache/1-linux-x64']);
      expect(tally()).toContain('1 not used: the server answers 302');
    } finally {
      await server.close();
    }
  });
});
