import { describe, expect, it } from 'vitest';
import { byTokens } from '../chunking/chunkers.ts';
import type { Embedder } from '../contract/embedder.ts';
import type { Collection, ScannedRecord } from '../contract/vector-store.ts';
import { ProviderError } from '../errors.ts';
import { memoryStore } from '../memory/memory-store.ts';
import { dense, search } from '../search/search.ts';
import type { IngestProgress } from './ingest.ts';
import { ingest } from './ingest.ts';
import type { Document } from './prepare.ts';
import { reEmbed } from './re-embed.ts';

const space = { model: 'test/letters@1', dimensions: 26, normalized: false };

/** Counts letters; `before` runs in front of each call and may throw, wait or replace the answer. */
function letters(
  before: (texts: readonly string[], call: number) => unknown = () => undefined,
  model = space.model,
) {
  const calls: (readonly string[])[] = [];
  const embed = async (texts: readonly string[]): Promise<Float32Array[]> => {
    calls.push(texts);
    const instead = await before(texts, calls.length);
    if (Array.isArray(instead)) return instead as Float32Array[];
    return texts.map((text) => {
      const vector = new Float32Array(space.dimensions);
      vector[0] = 0.01;
      for (const letter of text) {
        const at = letter.charCodeAt(0) - 97;
        if (at >= 0 && at < 26) vector[at] = (vector[at] ?? 0) + 1;
      }
      return vector;
    });
  };
  const embedder: Embedder = {
    space: { ...space, model },
    limits: { items: 3, tokensPerItem: 100, tokensPerCall: 10, overlong: 'cut' },
    countTokens: (text) => text.split(' ').filter((word) => word !== '').length,
    embed,
    embedQuery: async (text) => (await embed([text]))[0] ?? new Float32Array(),
  };
  return { embedder, calls };
}

const open = (): Promise<Collection> => memoryStore().open({ name: 'docs', space });

const all = async (collection: Collection): Promise<ScannedRecord[]> => {
  const records: ScannedRecord[] = [];
  for await (const record of collection.scan()) records.push(record);
  return records;
};

const documents = (count: number): Document[] =>
  Array.from({ length: count }, (_, n) => ({ id: `d${n}`, text: `text ${'abc'[n % 3]} ${n}` }));

const failure = (code: number, retryAfterMs?: number): ProviderError =>
  new ProviderError('VECTOR_PROVIDER_UNAVAILABLE', `answered ${code}`, {
    retryable: code === 429 || code >= 500,
    retryAfterMs,
  });

const quick = { firstPauseMs: 1, longestPauseMs: 2 };

describe('ingest', () => {
  it('embeds what is new, in batches within the limits', async () => {
    const collection = await open();
    const { embedder, calls } = letters();
    const report = await ingest({ source: documents(7), embedder, collection });
    expect(report).toEqual({
      ...{ documents: 7, records: 7, unchanged: 0, embedded: 7 },
      ...{ inserted: 7, updated: 0, removed: 0, retries: 0 },
    });
    expect(calls.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect((await all(collection)).map(({ id }) => id)).toHaveLength(7);
  });

  it('keeps to the tokens of a call', async () => {
    const { embedder, calls } = letters();
    const source = ['a b c d e f', 'g h i j k', 'l m'].map((text, n) => ({ id: `d${n}`, text }));
    await ingest({ source, embedder, collection: await open() });
    expect(calls).toEqual([['a b c d e f'], ['g h i j k', 'l m']]);
  });

  it('embeds nothing that is there unchanged, and only what changed', async () => {
    const collection = await open();
    await ingest({ source: documents(50), embedder: letters().embedder, collection });
    const { embedder, calls } = letters();
    const again = await ingest({ source: documents(50), embedder, collection });
    expect([again.unchanged, again.embedded, calls]).toEqual([50, 0, []]);
    const changed = documents(50).map((one) =>
      one.id === 'd7' ? { ...one, metadata: { service: 'api' } } : one,
    );
    const third = await ingest({ source: changed, embedder, collection });
    expect([third.unchanged, third.updated, calls]).toEqual([49, 1, [['text b 7']]]);
  });

  it('cuts documents, says where each chunk stands, and removes chunks that are no more', async () => {
    const collection = await open();
    const { embedder } = letters();
    const chunker = byTokens({ maxTokens: 2, countTokens: embedder.countTokens });
    const options = { embedder, collection, chunker };
    await ingest({
      ...options,
      source: [
        { id: 'long', text: 'one two three four five', metadata: { kind: 'page' } },
        { id: 'other', text: 'six seven eight' },
      ],
    });
    expect((await all(collection)).map(({ id, text, metadata }) => [id, text, metadata])).toEqual([
      ['long#0', 'one two', { kind: 'page', document: 'long', chunk: 0, start: 0, end: 7 }],
      ['long#1', 'three four', { kind: 'page', document: 'long', chunk: 1, start: 8, end: 18 }],
      ['long#2', 'five', { kind: 'page', document: 'long', chunk: 2, start: 19, end: 23 }],
      ['other#0', 'six seven', { document: 'other', chunk: 0, start: 0, end: 9 }],
      ['other#1', 'eight', { document: 'other', chunk: 1, start: 10, end: 15 }],
    ]);
    const report = await ingest({ ...options, source: [{ id: 'long', text: 'one two' }] });
    expect([report.updated, report.removed]).toEqual([1, 2]);
    expect((await all(collection)).map(({ id }) => id)).toEqual(['long#0', 'other#0', 'other#1']);
    await expect(ingest({ ...options, source: [{ id: 'a#1', text: 'x' }] })).rejects.toMatchObject({
      code: 'VECTOR_BAD_RECORD',
    });
  });

  it('cuts each document its own way, and removes the chunks of one that is no longer cut', async () => {
    const collection = await open();
    const { embedder } = letters();
    const words = byTokens({ maxTokens: 1, countTokens: embedder.countTokens });
    const source = [
      { id: 'cut', text: 'a b' },
      { id: 'whole', text: 'c d' },
    ];
    const idsAfter = async (wanted: string): Promise<string[]> => {
      const chunkerOf = ({ id }: Document) => (id === wanted ? words : undefined);
      await ingest({ source, embedder, collection, chunkerOf });
      return (await all(collection)).map(({ id }) => id);
    };
    expect(await idsAfter('cut')).toEqual(['cut#0', 'cut#1', 'whole']);
    expect(await idsAfter('none')).toEqual(['cut', 'whole']);
  });

  it('reads the source no faster than batches are stored', async () => {
    let read = 0;
    let stored = 0;
    let ahead = 0;
    const collection = await open();
    const slow: Collection = Object.assign(Object.create(collection) as Collection, {
      info: () => collection.info(),
      hashes: (ids: readonly string[]) => collection.hashes(ids),
      upsert: async (records: Parameters<Collection['upsert']>[0]) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        stored += records.length;
        return collection.upsert(records);
      },
    });
    function* source(): Generator<Document> {
      for (const document of documents(300)) {
        read++;
        ahead = Math.max(ahead, read - stored);
        yield document;
      }
    }
    const { embedder } = letters();
    await ingest({ source: source(), embedder, collection: slow, parallel: 2, lookUp: 10 });
    expect(read).toBe(300);
    // A group that is looked up, a batch that is gathered, two under way, one that waits.
    expect(ahead).toBeLessThanOrEqual(10 + 3 + 2 * 3 + 3);
  });

  it('has no more calls under way than it may', async () => {
    let now = 0;
    let most = 0;
    const { embedder } = letters(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now--;
    });
    await ingest({ source: documents(60), embedder, collection: await open(), parallel: 3 });
    expect(most).toBe(3);
  });

  it('keeps the last form of a document that comes twice', async () => {
    const collection = await open();
    const { embedder } = letters(
      () => new Promise((resolve) => setTimeout(resolve, Math.random() * 3)),
    );
    const source = Array.from({ length: 40 }, (_, n) => ({ id: `d${n % 4}`, text: `form ${n}` }));
    await ingest({ source, embedder, collection, lookUp: 1 });
    expect((await all(collection)).map(({ text }) => text)).toEqual([
      ...['form 36', 'form 37', 'form 38', 'form 39'],
    ]);
  });

  it('tells its progress', async () => {
    const seen: IngestProgress[] = [];
    await ingest({
      source: documents(5),
      embedder: letters().embedder,
      collection: await open(),
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.at(-1)).toMatchObject({ documents: 5, embedded: 5, inserted: 5 });
    expect(seen.length).toBeGreaterThan(2);
  });

  it('tries again after 429 and 500, no sooner than asked', async () => {
    const at: number[] = [];
    const { embedder } = letters((_texts, call) => {
      at.push(performance.now());
      if (call === 1) throw failure(429, 60);
      if (call === 2) throw failure(500);
    });
    const report = await ingest({
      source: documents(2),
      embedder,
      collection: await open(),
      retry: quick,
    });
    expect(report).toMatchObject({ inserted: 2, retries: 2 });
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(59);
  });

  it('gives up what cannot succeed later, and what fails too often', async () => {
    const collection = await open();
    const refused = letters(() => {
      throw failure(400);
    });
    await expect(
      ingest({ source: documents(2), embedder: refused.embedder, collection, retry: quick }),
    ).rejects.toThrow('answered 400');
    expect(refused.calls).toHaveLength(1);
    const down = letters(() => {
      throw failure(503);
    });
    await expect(
      ingest({
        source: documents(2),
        embedder: down.embedder,
        collection,
        retry: { ...quick, attempts: 3 },
      }),
    ).rejects.toThrow('answered 503');
    expect(down.calls).toHaveLength(3);
    expect(await collection.count()).toBe(0);
  });

  it('leaves behind a provider that never answers', async () => {
    const { embedder, calls } = letters((_texts, call) =>
      call === 1 ? new Promise(() => undefined) : undefined,
    );
    const report = await ingest({
      source: documents(1),
      embedder,
      collection: await open(),
      retry: { ...quick, timeoutMs: 20 },
    });
    expect([report.retries, report.inserted, calls.length]).toEqual([1, 1, 2]);
  });

  it.each([
    ['too few vectors', [new Float32Array(26).fill(1)], '2 texts were sent, 1 vectors came'],
    [
      'other dimensions',
      [1, 2].map(() => new Float32Array(5).fill(1)),
      'has 5 dimensions instead of 26',
    ],
    ['a NaN', [1, 2].map(() => new Float32Array(26).fill(Number.NaN)), 'not finite'],
    ['a zero vector', [1, 2].map(() => new Float32Array(26)), 'is zero'],
  ])('keeps nothing of an answer with %s', async (_name, answer, reason) => {
    const collection = await open();
    const { embedder } = letters(() => answer);
    await expect(ingest({ source: documents(2), embedder, collection })).rejects.toThrow(reason);
    expect(await collection.count()).toBe(0);
  });

  it('ends when it is aborted; what was stored stays, and the next run goes on', async () => {
    const collection = await open();
    const controller = new AbortController();
    const first = letters((_texts, call) => {
      if (call === 5) controller.abort(new Error('enough'));
    });
    await expect(
      ingest({
        source: documents(40),
        embedder: first.embedder,
        collection,
        parallel: 1,
        signal: controller.signal,
      }),
    ).rejects.toThrow('enough');
    const stored = await collection.count();
    expect(stored).toBeGreaterThanOrEqual(12);
    expect(stored).toBeLessThan(40);
    const second = letters();
    const report = await ingest({ source: documents(40), embedder: second.embedder, collection });
    expect([report.unchanged, report.embedded]).toEqual([stored, 40 - stored]);
  });

  it('passes on what the source throws, after what was read is settled or not at all', async () => {
    const collection = await open();
    function* source(): Generator<Document> {
      yield* documents(4);
      throw new Error('file ended early');
    }
    const { embedder } = letters();
    await expect(ingest({ source: source(), embedder, collection, lookUp: 1 })).rejects.toThrow(
      'file ended early',
    );
    expect(await collection.count()).toBe(3);
  });

  it('refuses an embedder of another space before it embeds', async () => {
    const { embedder, calls } = letters(undefined, 'test/other@1');
    await expect(
      ingest({ source: documents(1), embedder, collection: await open() }),
    ).rejects.toMatchObject({ code: 'VECTOR_MODEL_MISMATCH' });
    expect(calls).toEqual([]);
  });
});

describe('reEmbed', () => {
  it('goes on where it was ended, and answers in the new space afterwards', async () => {
    const collection = await open();
    await ingest({ source: documents(20), embedder: letters().embedder, collection });
    const broken = letters((_texts, call) => {
      if (call === 4) throw failure(400);
    }, 'test/letters@2');
    await expect(reEmbed({ collection, embedder: broken.embedder, parallel: 1 })).rejects.toThrow(
      '400',
    );
    expect((await collection.info()).space.model).toBe('test/letters@1');
    const { embedder } = letters(undefined, 'test/letters@2');
    expect(await reEmbed({ collection, embedder })).toEqual({ embedded: 11 });
    expect((await collection.info()).space.model).toBe('test/letters@2');
    const result = await collection.search(search(dense(await embedder.embedQuery('text c')), {}));
    expect(result.hits[0]?.text).toMatch(/^text c/);
  });

  it('has no more calls under way than it may', async () => {
    const collection = await open();
    await ingest({ source: documents(60), embedder: letters().embedder, collection });
    let now = 0;
    let most = 0;
    const { embedder } = letters(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now--;
    }, 'test/letters@2');
    expect(await reEmbed({ collection, embedder, parallel: 3 })).toEqual({ embedded: 60 });
    expect(most).toBe(3);
    await expect(reEmbed({ collection, embedder, parallel: 0 })).rejects.toThrow(
      'parallel is 0, and must be at least 1.',
    );
  });
});
