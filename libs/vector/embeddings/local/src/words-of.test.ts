import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from './hash.ts';
import { wordsOf } from './words-of.ts';

const known = [
  'get',
  'user',
  'by',
  'id',
  'http',
  'server',
  'blk',
  '42',
  'the',
  'cafe',
  'name',
  'is',
  'x',
  'ml',
  'parse',
  'привет',
  '日本語',
];
const byHash = new Map(known.map((word) => [hashOf(word), word]));

function words(text: string): string[] {
  const found: string[] = [];
  wordsOf(text, {
    word: (hash) => found.push(byHash.get(hash) ?? '?'),
    part: () => undefined,
  });
  return found;
}

describe('wordsOf', () => {
  it.each([
    ['getUserById', ['get', 'user', 'by', 'id']],
    ['HTTPServer', ['http', 'server']],
    ['parseXML', ['parse', '?']],
    ['blk_42', ['blk', '42']],
    ['user.name is THE', ['user', 'name', 'is', 'the']],
    ['Café', ['cafe']],
    ['привет, 日本語', ['привет', '日本語']],
    ['', []],
    ['?!… \u2028', []],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('gives parts of a word with its beginning and its end', () => {
    const counts: number[] = [];
    wordsOf('cat id 7', { word: () => undefined, part: (_hash, parts) => counts.push(parts) });
    // <cat> has two runs of four, <id> one; a number has none.
    expect(counts).toEqual([2, 2, 1]);
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        let parts = 0;
        wordsOf(text, { word: () => undefined, part: () => parts++ });
        expect(parts).toBeLessThanOrEqual(text.length * 8 + 8);
      }),
    );
  });
});
