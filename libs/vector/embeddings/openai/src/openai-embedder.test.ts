import { ingest, memoryStore } from '@vector-toolkit/core';
import { embedderChecks } from '@vector-toolkit/core/conformance';
import type { FakeProvider, Fault } from '@vector-toolkit/embeddings-fake';
import { startFakeProvider } from '@vector-toolkit/embeddings-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countCl100k } from './cl100k.ts';
import type { OpenAiOptions } from './index.ts';
import { openAiEmbedder } from './index.ts';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());

const make = (options: Partial<OpenAiOptions> = {}) =>
  openAiEmbedder({
    model: 'text-embedding-3-small',
    dimensions: 384,
    baseUrl: `${provider.url}/v1`,
    apiKey: 'test-key',
    ...options,
  });

describe('the contract of embedders', () => {
  it.each(embedderChecks)('$name', (check) =>
    check.run({ create: () => Promise.resolve(make()), tolerance: 1e-6 }),
  );
});

describe('openAiEmbedder', () => {
  it('asks for base64 and for the dimensions, with the key', async () => {
    const [vector] = await make({ dimensions: 16 }).embed(['a text']);
    expect(vector).toHaveLength(16);
    expect(provider.requests.at(-1)).toEqual({
      path: '/v1/embeddings',
      authorization: 'Bearer test-key',
      body: {
        model: 'text-embedding-3-small',
        input: ['a text'],
        encoding_format: 'base64',
        dimensions: 16,
      },
    });
  });

  it('puts vectors that come in another order where they belong', async () => {
    const embedder = make();
    const expected = await embedder.embed(['one', 'two', 'three']);
    provider.fail({ kind: 'reordered' });
    expect(await embedder.embed(['one', 'two', 'three'])).toEqual(expected);
    provider.fail({ kind: 'repeated' });
    await expect(embedder.embed(['one', 'two'])).rejects.toMatchObject({
      code: 'VECTOR_PROVIDER_ANSWER',
    });
  });

  it('wants a key for a server elsewhere, and never shows it', async () => {
    expect(() =>
      openAiEmbedder({ model: 'm', dimensions: 3, baseUrl: 'https://api.example/v1' }),
    ).toThrow('https://api.example needs a key: set OPENAI_API_KEY, or give apiKey.');
    const error: unknown = await make({ apiKey: 'secret-key' })
      .embed(['a'])
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('answered 401');
    expect(JSON.stringify(error) + String(error)).not.toContain('secret-key');
  });

  it('counts tokens as OpenAI does', () => {
    expect(['', 'hello world', 'getUserById(42)', '<|endoftext|>'].map(countCl100k)).toEqual([
      0, 2, 5, 7,
    ]);
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
