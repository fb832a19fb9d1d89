import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chunker } from './chunk.ts';
import { approximateTokens } from './chunk.ts';
import { byCode, byMarkdown, bySentences, byTokens } from './chunkers.ts';

/** A token a word, so that a reader can count. */
const countTokens = (text: string): number => text.split(/\s+/).filter((one) => one !== '').length;

const textsOf = (chunker: Chunker, source: string): string[] =>
  chunker(source).map(({ text }) => text);

describe('chunks by tokens', () => {
  it('are as large as they may be', () => {
    expect(
      textsOf(byTokens({ maxTokens: 3, countTokens }), 'one two three four five six seven'),
    ).toEqual(['one two three', 'four five six', 'seven']);
  });

  it('begin with the end of the chunk before', () => {
    expect(
      textsOf(byTokens({ maxTokens: 4, overlapTokens: 2, countTokens }), 'a b c d e f g h'),
    ).toEqual(['a b c d', 'c d e f', 'e f g h']);
  });

  it('say where in the source they stand', () => {
    expect(byTokens({ maxTokens: 2, countTokens })('  alpha beta\n\ngamma ')).toEqual([
      { text: 'alpha beta', start: 2, end: 12 },
      { text: 'gamma', start: 14, end: 19 },
    ]);
  });

  it('cut a word that is too long alone, but no character', () => {
    const perLetter = (text: string): number => [...new Intl.Segmenter().segment(text)].length;
    expect(textsOf(byTokens({ maxTokens: 2, countTokens: perLetter }), 'ab👩‍👩‍👧cd')).toEqual([
      'ab',
      '👩‍👩‍👧c',
      'd',
    ]);
  });

  it('are none of a text without visible characters', () => {
    expect(byTokens({ maxTokens: 2 })(' \n\t ')).toEqual([]);
    expect(byTokens({ maxTokens: 2 })('')).toEqual([]);
  });

  it('refuse sizes that cannot be kept', () => {
    expect(() => byTokens({ maxTokens: 0 })).toThrow(
      'maxTokens is 0, and must be a whole number above 0.',
    );
    expect(() => byTokens({ maxTokens: 5, overlapTokens: 5 })).toThrow(
      'overlapTokens is 5, and must be a whole number from 0 to below maxTokens (5).',
    );
  });
});

describe('chunks by sentences', () => {
  it('keep sentences whole where they fit', () => {
    const source = 'The pool is full. Nobody gives a connection back. Wait.';
    expect(textsOf(bySentences({ maxTokens: 6, countTokens }), source)).toEqual([
      'The pool is full.',
      'Nobody gives a connection back. Wait.',
    ]);
  });

  it('cut a sentence that is too long between words', () => {
    expect(
      textsOf(bySentences({ maxTokens: 3, countTokens }), 'One two three four. Five.'),
    ).toEqual(['One two three', 'four. Five.']);
  });
});

describe('chunks of Markdown', () => {
  const source = [
    'Before.',
    '',
    '# Title',
    '',
    'First paragraph here.',
    '',
    '```sh',
    '# no heading',
    '```',
    '',
    '## Part ##',
    'Under the part.',
    '',
    'Set apart',
    '---------',
    'Last.',
    '# Other',
  ].join('\n');

  it('never reach past a heading, and know the headings above', () => {
    expect(
      byMarkdown({ maxTokens: 50, countTokens })(source).map(({ text, headings }) => [
        headings,
        text,
      ]),
    ).toEqual([
      [[], 'Before.'],
      [['Title'], '# Title\n\nFirst paragraph here.\n\n```sh\n# no heading\n```'],
      [['Title', 'Part'], '## Part ##\nUnder the part.'],
      [['Title', 'Set apart'], 'Set apart\n---------\nLast.'],
      [['Other'], '# Other'],
    ]);
  });

  it('keep a heading without a text of its own with the part below it', () => {
    expect(
      byMarkdown({ maxTokens: 50, countTokens })(
        '# Title\n\n## Part\n\nText.\n\n## Empty\n\n# Next\n',
      ).map(({ text, headings }) => [headings, text]),
    ).toEqual([
      [['Title', 'Part'], '# Title\n\n## Part\n\nText.'],
      [['Title', 'Empty'], '## Empty'],
      [['Next'], '# Next'],
    ]);
  });

  it('keep paragraphs whole where they fit', () => {
    const chunks = byMarkdown({ maxTokens: 5, countTokens })(
      '# T\n\nOne two three.\n\nFour five six seven.\n',
    );
    expect(chunks.map(({ text }) => text)).toEqual([
      '# T\n\nOne two three.',
      'Four five six seven.',
    ]);
  });
});

describe('chunks of code', () => {
  it('keep what stands between blank lines at the margin', () => {
    const source =
      'import x from "x";\n\n// Adds.\nfunction add(a, b) {\n\n  return a + b;\n}\n\nexport { add };\n';
    expect(textsOf(byCode({ maxTokens: 12, countTokens }), source)).toEqual([
      'import x from "x";',
      '// Adds.\nfunction add(a, b) {\n\n  return a + b;\n}',
      'export { add };',
    ]);
  });
});

describe('every chunker', () => {
  const chunkers: Record<
    string,
    (options: { maxTokens: number; overlapTokens: number }) => Chunker
  > = { byTokens, bySentences, byMarkdown, byCode };

  it.each(Object.keys(chunkers))('%s: true offsets, nothing lost, nothing too large', (name) => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom('\n\n', '\n', '# h\n', '```\n', '. ', 'word ', '    ', '---\n', '\r\n'),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 0, max: 10 }),
        (source, maxTokens, overlap) => {
          const overlapTokens = Math.min(overlap, maxTokens - 1);
          const chunks = chunkers[name]?.({ maxTokens, overlapTokens })(source) ?? [];
          let seen = 0;
          for (const { text, start, end } of chunks) {
            expect(source.slice(start, end)).toBe(text);
            expect(end).toBeGreaterThan(seen);
            // What lies between two chunks is white space.
            if (start > seen) expect(source.slice(seen, start).trim()).toBe('');
            seen = end;
            const graphemes = [...new Intl.Segmenter().segment(text)].length;
            if (graphemes > 1) expect(approximateTokens(text)).toBeLessThanOrEqual(maxTokens);
          }
          expect(source.slice(seen).trim()).toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });
});
