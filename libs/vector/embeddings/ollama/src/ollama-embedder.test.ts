import { embedderChecks } from '@vector-toolkit/core/conformance';
import type { FakeProvider } from '@vector-toolkit/embeddings-fake';
import { faultChecks, ingestionChecks, startFakeProvider } from '@vector-toolkit/embeddings-fake';
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
