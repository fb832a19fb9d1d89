import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FakeProvider } from '@vector-toolkit/embeddings-fake';
import { startFakeProvider } from '@vector-toolkit/embeddings-fake';
import type { EmbeddedDatabase } from '@vector-toolkit/stores-embedded';
import { startEmbeddedDatabase } from '@vector-toolkit/stores-embedded';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const records = 6000;
/** Texts of a call of the Ollama embedder, and calls at once. */
const batch = 256;
const parallel = 4;

const folder = mkdtempSync(join(tmpdir(), 'vector-killed-'));
let database: EmbeddedDatabase;
let provider: FakeProvider;

beforeAll(async () => {
  database = await startEmbeddedDatabase();
  provider = await startFakeProvider();
  writeFileSync(
    join(folder, 'records.jsonl'),
    Array.from({ length: records }, (_, n) =>
      JSON.stringify({ id: `r${n}`, text: `pump ${n} of well ${n % 70} reports ${n * 7}` }),
    ).join('\n'),
  );
});
afterAll(async () => {
  await provider.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

function start(...args: string[]): ChildProcess {
  return spawn(
    process.execPath,
    [
      '--conditions=@h-j-petroleum/source',
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, '../src/bin.ts'),
      ...['--database-url', database.url, '--json'],
      ...args,
    ],
    { cwd: folder, env: { ...process.env, OLLAMA_HOST: provider.url }, stdio: 'pipe' },
  );
}

async function finished(child: ChildProcess): Promise<Record<string, unknown>> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => (out += String(chunk)));
  child.stderr?.on('data', (chunk) => (err += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  expect([code, err.replaceAll(/^.* embedded\n|^.*records: .*\n/gm, '')]).toEqual([0, '']);
  return JSON.parse(out) as Record<string, unknown>;
}

/** Kills the process when it has asked the provider so many times more, wherever it then is. */
async function killed(child: ChildProcess, requests: number): Promise<void> {
  const until = provider.requests.length + requests;
  const closed = once(child, 'close');
  while (provider.requests.length < until) {
    expect(child.exitCode, 'it has not ended by itself').toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  child.kill('SIGKILL');
  expect(await closed).toEqual([null, 'SIGKILL']);
}

/** Texts that the provider was asked to embed. */
const asked = (): number =>
  provider.requests.reduce(
    (sum, { body }) => sum + (Array.isArray(body.input) ? body.input.length : 1),
    0,
  );

const one = async (sql: string): Promise<number> =>
  (await database.engine.query<{ n: number }>(sql)).rows[0]?.n ?? -1;

describe('a process that is killed', () => {
  const ingest = () => start('ingest', 'records.jsonl', '-c', 'wells', '-e', 'ollama:test:384');

  it('while it ingests has stored whole records, and the next goes on where it was', async () => {
    let kills = 0;
    for (const requests of [3, 6, 5]) {
      await killed(ingest(), requests);
      kills++;
      const stored = await one('select count(*)::int as n from vector.records_1');
      expect(stored).toBeLessThan(records);
      expect(asked()).toBeLessThanOrEqual(stored + kills * parallel * batch);
    }
    const before = await one('select count(*)::int as n from vector.records_1');
    expect(before).toBeGreaterThan(0);
    const askedBefore = asked();
    expect(await finished(ingest())).toMatchObject({
      unchanged: before,
      embedded: records - before,
      inserted: records - before,
      inCollection: records,
    });
    expect(asked() - askedBefore).toBe(records - before);
    expect(asked()).toBeLessThanOrEqual(records + kills * parallel * batch);
    expect(
      await one(
        'select count(distinct text)::int as n from vector.records_1 where v_1 is not null',
      ),
    ).toBe(records);
    expect(await finished(ingest())).toMatchObject({ unchanged: records, embedded: 0 });
  });

  it('while it embeds anew leaves the old vectors in use, and the next goes on and switches', async () => {
    const search = async (embedder: string) =>
      finished(start('search', 'pump 17 of well 17 reports 119', '-c', 'wells', '-e', embedder));
    const first = await search('ollama:test:384');
    const reEmbed = () => start('re-embed', '-c', 'wells', '-e', 'ollama:other:384');
    const askedBefore = asked();
    let kills = 0;
    for (const requests of [4, 7]) {
      await killed(reEmbed(), requests);
      kills++;
      expect(await search('ollama:test:384')).toMatchObject({ hits: first.hits });
    }
    const left = await one(
      'select count(*)::int as n from vector.records_1 where h_2 is distinct from content_hash',
    );
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(records);
    expect(await finished(reEmbed())).toEqual({
      ...{ collection: 'wells', from: 'ollama/test', to: 'ollama/other', embedded: left },
    });
    // Two searches of the old model were asked for meanwhile.
    expect(asked() - askedBefore).toBeLessThanOrEqual(records + kills * (parallel * batch + 1));
    expect(await search('ollama:other:384')).toMatchObject({
      hits: [{ id: 'r17' }, ...Array(9).fill({})],
    });
    expect(await one('select count(*)::int as n from vector.generations')).toBe(1);
  });
});
