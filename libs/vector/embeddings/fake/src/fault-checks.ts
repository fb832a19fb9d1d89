import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import type { Embedder } from '@vector-toolkit/core';
import { ingest, memoryStore, ProviderError } from '@vector-toolkit/core';
import type { Check } from '@vector-toolkit/core/conformance';
import type { FakeProvider, Fault } from './index.ts';

/** A client of a provider, as the suite of faults drives it. */
export interface FaultsUnderTest {
  readonly provider: FakeProvider;
  /** Asks about two texts; `model` and `baseUrl` are what the client is made with, where they are given. */
  call(options?: {
    readonly model?: string;
    readonly baseUrl?: string;
    readonly signal?: AbortSignal;
  }): Promise<unknown>;
}

const refusedWith =
  (expected: Partial<ProviderError>) =>
  (error: unknown): boolean => {
    ok(error instanceof ProviderError, String(error));
    for (const [name, value] of Object.entries(expected))
      strictEqual(error[name as keyof ProviderError], value, `${name} of: ${error.message}`);
    return true;
  };

const unavailable = { code: 'VECTOR_PROVIDER_UNAVAILABLE', retryable: true } as const;
const faults: readonly (readonly [Fault, Partial<ProviderError>])[] = [
  [
    { kind: 'status', status: 429, retryAfter: '7' },
    { ...unavailable, retryAfterMs: 7000 },
  ],
  [
    { kind: 'status', status: 500 },
    { ...unavailable, retryAfterMs: undefined },
  ],
  [{ kind: 'status', status: 503 }, unavailable],
  [
    { kind: 'status', status: 400 },
    { code: 'VECTOR_PROVIDER_REFUSED', retryable: false },
  ],
  [{ kind: 'cut' }, unavailable],
  [{ kind: 'no-json' }, { code: 'VECTOR_PROVIDER_ANSWER', retryable: true }],
  [{ kind: 'short' }, { code: 'VECTOR_PROVIDER_ANSWER', retryable: false }],
];

/** What every client of a provider must make of what the provider does wrong. */
export const faultChecks: readonly Check<FaultsUnderTest>[] = [
  ...faults.map(([fault, expected]): Check<FaultsUnderTest> => ({
    name: `says of ${JSON.stringify(fault)} what it is, and whether to try again`,
    run: async ({ provider, call }) => {
      const asked = provider.requests.length;
      provider.fail(fault);
      await rejects(call(), refusedWith(expected));
      strictEqual(provider.requests.length, asked + 1, 'it was asked once');
    },
  })),
  {
    name: 'says which model is not there',
    run: async ({ call }) => {
      await rejects(call({ model: 'missing' }), (error: unknown) => {
        refusedWith({ code: 'VECTOR_PROVIDER_REFUSED', retryable: false })(error);
        ok(
          /answered 404: .*"missing.*Check address and model\./.test(String(error)),
          String(error),
        );
        return true;
      });
    },
  },
  {
    name: 'says so where nobody listens',
    run: ({ call }) => rejects(call({ baseUrl: 'http://127.0.0.1:1' }), refusedWith(unavailable)),
  },
  {
    name: 'leaves a provider that never answers when the caller does',
    run: async ({ provider, call }) => {
      provider.fail({ kind: 'silent' });
      const reason = new Error('the caller has gone');
      const controller = new AbortController();
      const calling = call({ signal: controller.signal });
      setTimeout(() => controller.abort(reason), 20);
      await rejects(calling, reason);
    },
  },
];

/** An embedder that takes two texts a call, and its provider. */
export interface IngestionUnderTest {
  readonly provider: FakeProvider;
  readonly embedder: Embedder;
}

/** What an ingestion by such an embedder must come through. */
export const ingestionChecks: readonly Check<IngestionUnderTest>[] = [
  {
    name: 'carries an ingestion through every fault that can pass',
    run: async ({ provider, embedder }) => {
      const collection = await memoryStore().open({ name: 'docs', space: embedder.space });
      provider.fail(
        { kind: 'status', status: 429 },
        { kind: 'cut' },
        { kind: 'silent' },
        { kind: 'no-json' },
        { kind: 'status', status: 502 },
      );
      const { inserted, embedded, retries } = await ingest({
        source: Array.from({ length: 9 }, (_, n) => ({ id: `d${n}`, text: `text ${n}` })),
        embedder,
        collection,
        retry: { firstPauseMs: 1, longestPauseMs: 2, timeoutMs: 300 },
      });
      deepStrictEqual({ inserted, embedded, retries }, { inserted: 9, embedded: 9, retries: 5 });
    },
  },
  ...(['not-a-number', 'dimensions'] as const).map((kind): Check<IngestionUnderTest> => ({
    name: `keeps nothing of an answer with the fault ${kind}`,
    run: async ({ provider, embedder }) => {
      const collection = await memoryStore().open({ name: 'docs', space: embedder.space });
      provider.fail({ kind });
      await rejects(
        ingest({ source: [{ id: kind, text: 'new' }], embedder, collection }),
        refusedWith({ code: 'VECTOR_PROVIDER_ANSWER', retryable: false }),
      );
      strictEqual(await collection.count(), 0);
    },
  })),
];
