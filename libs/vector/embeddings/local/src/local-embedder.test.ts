import { dot } from '@vector-toolkit/core';
import { describe, expect, it } from 'vitest';
import { hashEmbedder, localEmbedder } from './index.ts';
import { readWordVectors, writeWordVectors } from './word-vectors.ts';

async function nearest(text: string, others: readonly string[], embedder = localEmbedder()) {
  const query = await embedder.embedQuery(text);
  const scores = (await embedder.embed(others)).map((vector) => dot(query, vector));
  return others[scores.indexOf(Math.max(...scores))];
}

describe('localEmbedder', () => {
  it.each([
    ['no room left on the drive', ['disk is full', 'login failed', 'pump stopped']],
    ['cannot reach the database', ['connection to postgres lost', 'invoice sent', 'cat asleep']],
    ['the cat sat on the mat', ['a kitten on a rug', 'oil price fell', 'user not found']],
    ['getUserById threw', ['error in get_user_by_id', 'error in delete_order', 'disk full']],
    ['conection refusd', ['connection refused', 'payment declined', 'file not found']],
  ])('finds what is meant by: %s', async (text, [right = '', ...wrong]) => {
    expect(await nearest(text, [...wrong, right])).toBe(right);
  });

  it('gives one line of a log and another of the same statement nearly one vector', async () => {
    const [a, b, c] = await localEmbedder().embed([
      'Block blk_123 received from 10.0.0.1 size 4096',
      'Block blk_987 received from 10.2.3.4 size 128',
      'Block blk_123 deleted by user 17',
    ]);
    expect(dot(a ?? new Float32Array(), b ?? new Float32Array())).toBeGreaterThan(0.9);
    expect(dot(a ?? new Float32Array(), c ?? new Float32Array())).toBeLessThan(0.8);
  });

  it('gives the same numbers on every machine', async () => {
    const vector = await localEmbedder().embedQuery('Connection to db-17 refused');
    expect(Array.from(vector.slice(0, 4), (one) => one.toFixed(5))).toEqual([
      ...['0.11079', '-0.03555', '-0.04415', '0.03358'],
    ]);
  });

  it('names its space', () => {
    expect(localEmbedder().space).toEqual({
      model: 'vector-toolkit/local-words@1',
      dimensions: 384,
      normalized: true,
    });
    expect(hashEmbedder().space.model).toBe('vector-toolkit/local-hash@1');
  });

  it('lets others have a turn while it embeds many texts', async () => {
    const texts = Array.from({ length: 20_000 }, (_, n) => `text number ${n} of a long list`);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await localEmbedder().embed(texts);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('hashEmbedder', () => {
  it('knows texts of any language by their spelling', async () => {
    const embedder = hashEmbedder();
    expect(
      await nearest(
        'соединение с базой разорвано',
        ['потеряно соединение с базой', 'счёт отправлен'],
        embedder,
      ),
    ).toBe('потеряно соединение с базой');
    expect(
      await nearest(
        'データベース接続エラー',
        ['請求書を送信', 'データベースに接続できない'],
        embedder,
      ),
    ).toBe('データベースに接続できない');
  });
});

describe('the file of word vectors', () => {
  it('is read as it was written', () => {
    const vectors = readWordVectors(
      writeWordVectors(['a', 'b'], [Float32Array.of(1, -0.5), Float32Array.of(0, 0)]),
    );
    expect([vectors.words, vectors.dimensions]).toEqual([2, 2]);
    expect([...vectors.values]).toEqual([127, -63, 0, 0]);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['something else', new TextEncoder().encode('{"not":"word vectors"}')],
    ['one cut short', writeWordVectors(['a'], [Float32Array.of(1)]).slice(0, -1)],
  ])('is refused when it is %s', (_name, bytes) => {
    expect(() => readWordVectors(bytes)).toThrow(/The word vectors are damaged: \d+ bytes/);
  });
});
