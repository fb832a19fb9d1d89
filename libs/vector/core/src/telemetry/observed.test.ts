import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  TracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Embedder } from '../contract/embedder.ts';
import { ProviderError } from '../errors.ts';
import { memoryStore } from '../memory/memory-store.ts';
import { dense, search } from '../search/search.ts';
import { observedCollection } from './observed-collection.ts';
import { observedEmbedder } from './observed-embedder.ts';

const spans = new InMemorySpanExporter();
const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: points });
const meters = new MeterProvider({ readers: [reader] });

beforeAll(() => {
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }),
  );
  metrics.setGlobalMeterProvider(meters);
});
beforeEach(() => spans.reset());
afterAll(async () => {
  await meters.shutdown();
  trace.disable();
  metrics.disable();
});

const space = { model: 'test/one@1', dimensions: 1, normalized: true };
const embedder: Embedder = {
  space,
  limits: { items: 10, tokensPerItem: 10, tokensPerCall: 100, overlong: 'cut' },
  countTokens: (text) => text.length,
  embed: (texts) =>
    texts.includes('bad')
      ? Promise.reject(new ProviderError('VECTOR_PROVIDER_REFUSED', 'no', { retryable: false }))
      : Promise.resolve(texts.map(() => Float32Array.of(1))),
  embedQuery: () => Promise.resolve(Float32Array.of(1)),
};

async function recorded(name: string) {
  points.reset();
  await reader.forceFlush();
  return points
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
    .find(({ descriptor }) => descriptor.name === name)
    ?.dataPoints.map(({ attributes }) => attributes);
}

describe('observedEmbedder', () => {
  it('makes a span a call, with what the conventions name and no text', async () => {
    await observedEmbedder(embedder, 'test').embed(['secret', 'ab']);
    const [span] = spans.getFinishedSpans();
    expect(span?.name).toBe('embeddings test/one@1');
    expect(span?.attributes).toEqual({
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.provider.name': 'test',
      'gen_ai.request.model': 'test/one@1',
      'gen_ai.embeddings.dimension.count': 1,
      'gen_ai.usage.input_tokens': 8,
    });
  });

  it('records failures by their code', async () => {
    await expect(observedEmbedder(embedder, 'test').embed(['bad'])).rejects.toThrow('no');
    const [span] = spans.getFinishedSpans();
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes['error.type']).toBe('VECTOR_PROVIDER_REFUSED');
    expect(await recorded('gen_ai.client.operation.duration')).toContainEqual({
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.provider.name': 'test',
      'gen_ai.request.model': 'test/one@1',
      'error.type': 'VECTOR_PROVIDER_REFUSED',
    });
  });

  it('records the tokens of what was embedded', async () => {
    await observedEmbedder(embedder, 'test').embedQuery('abc');
    expect(await recorded('gen_ai.client.token.usage')).toEqual([
      {
        'gen_ai.operation.name': 'embeddings',
        'gen_ai.provider.name': 'test',
        'gen_ai.request.model': 'test/one@1',
        'gen_ai.token.type': 'input',
      },
    ]);
  });
});

describe('observedCollection', () => {
  it('says by which plan a search was carried out', async () => {
    const inner = await memoryStore().open({ name: 'docs', space });
    const collection = await observedCollection(inner, 'memory');
    await collection.upsert([
      { id: 'a', vector: Float32Array.of(1), text: 'x', metadata: {}, contentHash: '1' },
    ]);
    await collection.search(search(dense(Float32Array.of(1))));
    const [upsert, found] = spans.getFinishedSpans();
    expect([upsert?.name, upsert?.attributes['db.operation.batch.size']]).toEqual([
      'upsert docs',
      1,
    ]);
    expect(found?.attributes).toEqual({
      'db.system.name': 'memory',
      'db.collection.name': 'docs',
      'db.operation.name': 'search',
      'db.response.returned_rows': 1,
      'vector.search.plan': 'exact',
      'vector.search.exact': true,
    });
    expect(await recorded('db.client.operation.duration')).toHaveLength(2);
  });
});
