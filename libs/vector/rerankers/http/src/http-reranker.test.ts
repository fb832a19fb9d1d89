import type { SearchResult } from '@vector-toolkit/core';
import { rerank, retryingReranker } from '@vector-toolkit/core';
import { rerankerChecks } from '@vector-toolkit/core/conformance';
import type { FakeProvider } from '@vector-toolkit/embeddings-fake';
import { faultChecks, startFakeProvider } from '@vector-toolkit/embeddings-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRerankerOptions } from './index.ts';
import { httpReranker } from './index.ts';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());

const make = (options: Partial<HttpRerankerOptions> = {}) =>
  httpReranker({ model: 'm-1', baseUrl: `${provider.url}/v1`, apiKey: 'test-key', ...options });
const makeTexts = (options: Partial<HttpRerankerOptions> = {}) =>
  httpReranker({ model: 'm-1', baseUrl: provider.url, dialect: 'texts', ...options });

describe.each([
  ['documents', make],
  ['texts', makeTexts],
])('a reranker that sends %s', (_dialect, makeOne) => {
  it.each(rerankerChecks)('$name', (check) =>
    check.run({ create: () => Promise.resolve(makeOne()), tolerance: 1e-6 }),
  );

  it.each(['not-a-number', 'repeated'] as const)(
    'keeps nothing of an answer that is %s',
    async (kind) => {
      provider.fail({ kind });
      await expect(makeOne().score('q', ['one', 'two'])).rejects.toMatchObject({
        code: 'VECTOR_PROVIDER_ANSWER',
        retryable: false,
      });
    },
  );
});

describe('what the provider does wrong', () => {
  it.each(faultChecks)('$name', (check) =>
    check.run({
      provider,
      call: ({ signal, ...options } = {}) => make(options).score('q', ['one', 'two'], { signal }),
    }),
  );
});

describe('httpReranker', () => {
  it('sends what the servers share, with the key', async () => {
    await make().score('a question', ['one', '']);
    expect(provider.requests.at(-1)).toEqual({
      path: '/v1/rerank',
      authorization: 'Bearer test-key',
      body: { model: 'm-1', query: 'a question', documents: ['one', ' '], top_n: 2 },
    });
    await makeTexts().score('a question', ['one']);
    expect(provider.requests.at(-1)).toEqual({
      path: '/rerank',
      authorization: undefined,
      body: { query: 'a question', texts: ['one'], truncate: true },
    });
  });

  it('sends many texts in several requests', async () => {
    const texts = ['one', 'two', 'three', 'four', 'five'];
    const expected = await make().score('four', texts);
    const before = provider.requests.length;
    expect(await make({ limit: 2 }).score('four', texts)).toEqual(expected);
    const sizes = provider.requests.slice(before).map(({ body }) => body.top_n);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('puts hits in a better order, though the provider fails at first', async () => {
    const result: SearchResult = {
      hits: [
        { id: 'cat', score: 0.9, text: 'the cat sleeps' },
        { id: 'db', score: 0.8, text: 'postgres refused the connection' },
      ],
      plan: { name: 'exact', exact: true, reason: 'test' },
      exhausted: true,
    };
    provider.fail({ kind: 'status', status: 429 }, { kind: 'cut' });
    const patient = retryingReranker(make(), { firstPauseMs: 1 });
    const { hits } = await rerank(result, 'connection to postgres refused', patient, { limit: 1 });
    expect(hits).toEqual([{ id: 'db', score: expect.any(Number), text: expect.any(String) }]);
  });

  it.each<[Partial<HttpRerankerOptions>, string]>([
    [{ baseUrl: 'rerank.local' }, 'The address "rerank.local" of rerank is none'],
    [{ limit: 0 }, 'limit is 0, and must be at least 1.'],
  ])('refuses %j', (options, message) => {
    expect(() => make(options)).toThrow(message);
  });

  it('wants a key for a server elsewhere, and never shows it', async () => {
    expect(() => httpReranker({ model: 'm', baseUrl: 'https://api.example/v1' })).toThrow(
      'https://api.example needs a key: give apiKey.',
    );
    const error: unknown = await make({ apiKey: 'secret-key' })
      .score('q', ['a'])
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('answered 401');
    expect(JSON.stringify(error) + String(error)).not.toContain('secret-key');
  });
});
