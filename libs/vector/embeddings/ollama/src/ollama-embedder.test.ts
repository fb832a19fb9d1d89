import { ingest, memoryStore } from '@vector-toolkit/core';
import { embedderChecks } from '@vector-toolkit/core/conformance';
import type { FakeProvider, Fault } from '@vector-toolkit/embeddings-fake';
import { startFakeProvider } from '@vector-toolkit/embeddings-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OllamaOptions } from './index.ts';
import { ollamaEmbedder } from './index.ts';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());

const make = (options: Partial<OllamaOptions> = {}) =>
  ollamaEmbedder({ model: 'test:latest', dimensions: 384, baseUrl: provider.url, ...options });

describe('the contract of embedders', () => {
  it.each(embedderChecks)('$name', (check) =>
    check.run({ create: () => Promise.resolve(make()), tolerance: 1e-6 }),
  );
});

describe('ollamaEmbedder', () => {
  it('tells the server not to cut texts', async () => {
    await make().embed(['a text']);
    expect(provider.requests.at(-1)?.body).toEqual({
      model: 'test:latest',
      input: ['a text'],
      truncate: false,
    });
    const long = make({ limits: { tokensPerItem: 100_000 } });
    await expect(long.embed(['word '.repeat(9000)])).rejects.toMatchObject({
      code: 'VECTOR_PROVIDER_REFUSED',
      retryable: false,
    });
  });

  it('understands an address without a scheme, as OLLAMA_HOST may be', async () => {
    const { host } = new URL(provider.url);
    expect(await make({ baseUrl: host }).embed(['a text'])).toHaveLength(1);
    expect(() => make({ baseUrl: 'http://' })).toThrow('The address "http://" of Ollama is none.');
  });

  it.each<[Fault, string, boolean]>([
    [{ kind: 'status', status: 429, retryAfter: '7' }, 'VECTOR_PROVIDER_UNAVAILABLE', true],
    [{ kind: 'status', status: 500 }, 'VECTOR_PROVIDER_UNAVAILABLE', true],
    [{ kind: 'status', status: 400 }, 'VECTOR_PROVIDER_REFUSED', false],
    [{ kind: 'cut' }, 'VECTOR_PROVIDER_UNAVAILABLE', true],
    [{ kind: 'no-json' }, 'VECTOR_PROVIDER_ANSWER', true],
    [{ kind: 'short' }, 'VECTOR_PROVIDER_ANSWER', false],
  ])('says of %j whether to try again', async (fault, code, retryable) => {
    provider.fail(fault);
    await expect(make().embed(['one', 'two'])).rejects.toMatchObject({ code, retryable });
  });

  it('says how long to wait, and what is not there', async () => {
    provider.fail({ kind: 'status', status: 503, retryAfter: '7' });
    await expect(make().embed(['a'])).rejects.toMatchObject({ retryAfterMs: 7000 });
    await expect(make({ model: 'missing' }).embed(['a'])).rejects.toThrow(
      /answered 404: .*"missing.*Check address and model\./,
    );
  });

  it('says so where nobody listens', async () => {
    await expect(make({ baseUrl: 'http://127.0.0.1:1' }).embed(['a'])).rejects.toMatchObject({
      code: 'VECTOR_PROVIDER_UNAVAILABLE',
      retryable: true,
    });
  });

  it('carries an ingestion through every fault that can pass', async () => {
    const embedder = make({ limits: { items: 2 } });
    const collection = await memoryStore().open({ name: 'docs', space: embedder.space });
    provider.fail(
      ...([
        { kind: 'status', status: 429 },
        { kind: 'cut' },
        { kind: 'silent' },
        { kind: 'no-json' },
        { kind: 'status', status: 502 },
      ] as const),
    );
    const report = await ingest({
      source: Array.from({ length: 9 }, (_, n) => ({ id: `d${n}`, text: `text ${n}` })),
      embedder,
      collection,
      retry: { firstPauseMs: 1, longestPauseMs: 2, timeoutMs: 300 },
    });
    expect(report).toMatchObject({ inserted: 9, embedded: 9, retries: 5 });
    for (const kind of ['not-a-number', 'dimensions'] as const) {
      provider.fail({ kind });
      await expect(
        ingest({ source: [{ id: kind, text: 'new' }], embedder, collection }),
      ).rejects.toMatchObject({ code: 'VECTOR_PROVIDER_ANSWER' });
    }
    expect(await collection.count()).toBe(9);
  });
});
