import { embedderChecks } from '@vector-toolkit/core/conformance';
import type { FakeProvider } from '@vector-toolkit/embeddings-fake';
import { faultChecks, ingestionChecks, startFakeProvider } from '@vector-toolkit/embeddings-fake';
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
});

describe('what the provider does wrong', () => {
  it.each(faultChecks)('$name', (check) =>
    check.run({
      provider,
      call: ({ signal, ...options } = {}) => make(options).embed(['one', 'two'], { signal }),
    }),
  );

  it.each(ingestionChecks)('$name', (check) =>
    check.run({ provider, embedder: make({ limits: { items: 2 } }) }),
  );
});
