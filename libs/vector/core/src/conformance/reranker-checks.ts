import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import type { Reranker } from '../contract/reranker.ts';
import type { Check } from './check.ts';

/** A kind of reranker, as its suite drives it. */
export interface RerankerUnderTest {
  create(): Promise<Reranker>;
  /** By how much two scores of one text may differ. @default 1e-5 */
  readonly tolerance?: number;
}

const query = 'connection refused by postgres';
const texts = [
  'the cat sleeps on the sofa',
  'postgres refused the connection',
  'invoice for forty barrels of diesel',
  'a pump of the well has stopped',
];

const areNear = (a: readonly number[], b: readonly number[], tolerance = 1e-5): boolean =>
  a.length === b.length && a.every((score, at) => Math.abs(score - (b[at] ?? NaN)) <= tolerance);

/** What every reranker must hold. */
export const rerankerChecks: readonly Check<RerankerUnderTest>[] = [
  {
    name: 'gives one finite score a text',
    run: async ({ create }) => {
      const reranker = await create();
      ok(reranker.model !== '', 'the model has a name');
      const scores = await reranker.score(query, texts);
      strictEqual(scores.length, texts.length);
      ok(scores.every(Number.isFinite), scores.join());
    },
  },
  {
    name: 'puts the text that answers before those that do not',
    run: async ({ create }) => {
      const scores = await (await create()).score(query, texts);
      strictEqual(scores.indexOf(Math.max(...scores)), 1);
    },
  },
  {
    name: 'gives scores in the order of the texts, whatever that is',
    run: async ({ create, tolerance }) => {
      const reranker = await create();
      const scores = await reranker.score(query, texts);
      const reversed = await reranker.score(query, texts.toReversed());
      ok(
        areNear(scores.toReversed(), reversed, tolerance),
        `${scores.join()} and ${reversed.join()}`,
      );
    },
  },
  {
    name: 'scores a text by itself, and one that comes twice twice',
    run: async ({ create, tolerance }) => {
      const reranker = await create();
      const [alone = NaN] = await reranker.score(query, texts.slice(1, 2));
      const [first = NaN, , second = NaN] = await reranker.score(query, [
        ...[texts[1] ?? '', texts[0] ?? '', texts[1] ?? ''],
      ]);
      ok(areNear([alone, alone], [first, second], tolerance), `${alone}, ${first}, ${second}`);
    },
  },
  {
    name: 'gives nothing for nothing',
    run: async ({ create }) => {
      deepStrictEqual([...(await (await create()).score(query, []))], []);
    },
  },
  {
    name: 'scores texts of every kind',
    run: async ({ create }) => {
      const reranker = await create();
      const kinds = ['', ' \n\t', '?!…', 'lone \ud800', 'NUL \0', '日本語 👩‍👩‍👧', 'a'.repeat(5000)];
      for (const asked of ['a question', ...kinds]) {
        const scores = await reranker.score(asked, kinds);
        ok(scores.length === kinds.length && scores.every(Number.isFinite), `"${asked}"`);
      }
    },
  },
  {
    name: 'ends when it is aborted, with the reason given',
    run: async ({ create }) => {
      const reason = new Error('the caller has gone');
      const signal = AbortSignal.abort(reason);
      await rejects((await create()).score(query, texts, { signal }), reason);
    },
  },
];
