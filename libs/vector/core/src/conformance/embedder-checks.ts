import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import type { Embedder } from '../contract/embedder.ts';
import { ProviderError } from '../errors.ts';
import { checkAnswer } from '../ingest/checked-embedder.ts';
import { scoreOf } from '../vectors/vectors.ts';
import type { Check } from './check.ts';

/** A kind of embedder, as its suite drives it. */
export interface EmbedderUnderTest {
  create(): Promise<Embedder>;
  /** By how much a number of a vector may differ between two embeddings of one text. @default 1e-5 */
  readonly tolerance?: number;
}

const texts = [
  'connection refused by postgres',
  'invoice for forty barrels of diesel',
  'the cat sleeps on the sofa',
  'getUserById failed: TypeError in UserService.ts',
];

const isNear = (a: Float32Array, b: Float32Array, tolerance = 1e-5): boolean =>
  a.length === b.length && a.every((value, at) => Math.abs(value - (b[at] ?? 0)) <= tolerance);

/** What every embedder must hold. */
export const embedderChecks: readonly Check<EmbedderUnderTest>[] = [
  {
    name: 'gives one vector a text, in the order of the texts',
    run: async ({ create, tolerance }) => {
      const embedder = await create();
      const together = await embedder.embed(texts);
      strictEqual(together.length, texts.length);
      for (const [at, text] of texts.entries()) {
        const [alone = new Float32Array()] = await embedder.embed([text]);
        ok(isNear(alone, together[at] ?? alone.slice(1), tolerance), `vector of "${text}"`);
      }
    },
  },
  {
    name: 'keeps to its space',
    run: async ({ create }) => {
      const embedder = await create();
      ok(embedder.space.model !== '', 'the model has a name');
      checkAnswer(await embedder.embed(texts), texts.length, embedder.space);
      checkAnswer([await embedder.embedQuery(texts[0] ?? '')], 1, embedder.space);
    },
  },
  {
    name: 'gives nothing for nothing',
    run: async ({ create }) => {
      deepStrictEqual(await (await create()).embed([]), []);
    },
  },
  {
    name: 'embeds texts of every kind',
    run: async ({ create }) => {
      const embedder = await create();
      for (const text of [
        '',
        ' \n\t',
        '?!…',
        'lone \ud800',
        'NUL \0',
        '日本語 👩‍👩‍👧',
        '0x1f',
        'a'.repeat(5000),
      ])
        checkAnswer(await embedder.embed([text]), 1, embedder.space);
    },
  },
  {
    name: 'cuts or refuses a text that is too long, as it says',
    run: async ({ create }) => {
      const embedder = await create();
      const { tokensPerItem, overlong } = embedder.limits;
      if (!Number.isFinite(tokensPerItem) || tokensPerItem > 1_000_000) return;
      const long = 'word '.repeat(tokensPerItem + 10);
      ok(embedder.countTokens(long) > tokensPerItem, 'the text counts as too long');
      if (overlong === 'cut') checkAnswer(await embedder.embed([long]), 1, embedder.space);
      else
        await rejects(embedder.embed([long]), (error) => {
          ok(error instanceof ProviderError && !error.retryable, String(error));
          return true;
        });
    },
  },
  {
    name: 'counts tokens of a text',
    run: async ({ create }) => {
      const embedder = await create();
      strictEqual(embedder.countTokens(''), 0);
      ok(embedder.countTokens('a few words here') >= 1);
      ok(
        embedder.countTokens('word '.repeat(100)) > embedder.countTokens('word '.repeat(10)),
        'more words are more tokens',
      );
    },
  },
  {
    name: 'gives the same vector for the same text',
    run: async ({ create, tolerance }) => {
      const [first, second] = [await create(), await create()];
      const [a = new Float32Array()] = await first.embed([texts[3] ?? '']);
      const [b = new Float32Array()] = await second.embed([texts[3] ?? '']);
      ok(isNear(a, b, tolerance));
      deepStrictEqual(first.space, second.space);
    },
  },
  {
    name: 'tells texts apart, and finds a text by itself',
    run: async ({ create }) => {
      const embedder = await create();
      const documents = await embedder.embed(texts);
      for (const [at, text] of texts.entries()) {
        const query = await embedder.embedQuery(text);
        const scores = documents.map((vector) => scoreOf('cosine', query, vector));
        strictEqual(scores.indexOf(Math.max(...scores)), at, `the nearest to "${text}" is itself`);
        ok(scores.filter((score) => score > 0.999).length <= 1, 'other texts have other vectors');
      }
    },
  },
  {
    name: 'ends when it is aborted, with the reason given',
    run: async ({ create }) => {
      const embedder = await create();
      const reason = new Error('the caller has gone');
      const signal = AbortSignal.abort(reason);
      await rejects(embedder.embed(['text'], { signal }), reason);
      await rejects(embedder.embedQuery('text', { signal }), reason);
    },
  },
];
