import { hashEmbedder } from '@vector-toolkit/embeddings-local/hash';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeProvider } from './index.ts';
import { faultChecks, ingestionChecks, startFakeProvider } from './index.ts';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());

const post = (path: string, body: unknown, key = 'test-key') =>
  fetch(`${provider.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });

describe('the fake provider', () => {
  it('answers as OpenAI does', async () => {
    const response = await post('/v1/embeddings', { model: 'm', input: ['a', 'b'], dimensions: 4 });
    expect(await response.json()).toMatchObject({
      object: 'list',
      data: [
        {
          object: 'embedding',
          index: 0,
          embedding: [expect.any(Number), ...Array(3).fill(expect.any(Number))],
        },
        { index: 1 },
      ],
      usage: { prompt_tokens: expect.any(Number) },
    });
    const base64 = await post('/v1/embeddings', {
      model: 'm',
      input: 'a',
      dimensions: 4,
      encoding_format: 'base64',
    });
    const { data } = (await base64.json()) as { data: { embedding: string }[] };
    expect(Buffer.from(data[0]?.embedding ?? '', 'base64')).toHaveLength(16);
    expect((await post('/v1/embeddings', { input: 'a' }, 'wrong')).status).toBe(401);
  });

  it('answers as Ollama does', async () => {
    const response = await post('/api/embed', { model: 'm', input: ['a'] });
    expect(await response.json()).toMatchObject({ model: 'm', embeddings: [expect.any(Array)] });
    expect((await post('/api/embed', { model: 'missing', input: 'a' })).status).toBe(404);
  });

  it('fails once for each fault that it is told of', async () => {
    provider.fail({ kind: 'status', status: 429, retryAfter: '3' }, { kind: 'cut' });
    const limited = await post('/api/embed', { model: 'm', input: 'a' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    await expect(
      post('/api/embed', { model: 'm', input: 'a' }).then((one) => one.text()),
    ).rejects.toThrow();
    expect((await post('/api/embed', { model: 'm', input: 'a' })).status).toBe(200);
  });
});

describe('what is answered to a reranker', () => {
  const texts = ['a cat', 'postgres is down', 'postgres'];

  it('is as Cohere does it: best first, each with its index', async () => {
    const body = { model: 'm', query: 'postgres', documents: texts, top_n: 2 };
    const response = await post('/v1/rerank', body);
    expect(await response.json()).toMatchObject({
      results: [
        { index: 2, relevance_score: expect.closeTo(1, 5) },
        { index: 1, relevance_score: expect.any(Number) },
      ],
    });
    expect((await post('/v1/rerank', body, 'wrong')).status).toBe(401);
  });

  it('is as Text Embeddings Inference does it', async () => {
    const response = await post('/rerank', { query: 'postgres', texts });
    expect(await response.json()).toMatchObject([{ index: 2 }, { index: 1 }, { index: 0 }]);
  });
});

describe('the checks of faults', () => {
  it.each(faultChecks)('notice a client that makes nothing of it: $name', async (check) => {
    const one = await startFakeProvider();
    await expect(check.run({ provider: one, call: () => Promise.resolve([]) })).rejects.toThrow();
    await one.close();
  });

  it.each(ingestionChecks)('notice an embedder that asks no provider: $name', async (check) => {
    const one = await startFakeProvider();
    await expect(check.run({ provider: one, embedder: hashEmbedder() })).rejects.toThrow();
    await one.close();
  });
});
