import fc from 'fast-check';
import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { readGitRules } from './git-rules.ts';

describe('readGitRules', () => {
  it.each([
    ['dist', 'dist', false, true],
    ['dist', 'a/dist', true, true],
    ['dist', 'distant', false, undefined],
    ['dist/', 'dist', true, true],
    ['dist/', 'dist', false, undefined],
    ['Dist', 'a/dIST', false, true],
    ['k', '\u212A', false, undefined],
    ['*.log', 'a/x.log', false, true],
    ['/x', 'x', false, true],
    ['/x', 'a/x', false, undefined],
    ['# dist', 'dist', false, undefined],
    ['', 'dist', false, undefined],
    ['\r\ndist\r\n', 'dist', false, true],
    ['*.log\n!keep.log', 'keep.log', false, false],
    ['!x\nx', 'x', false, true],
    ['dist  ', 'dist', false, true],
    ['a b', 'a b', false, true],
  ])('%j says of %s (a folder: %s) %s', (text, path, isFolder, expected) => {
    expect(readGitRules(text)(path, isFolder)).toBe(expected);
  });

  it('says what the library alone would say, line by line or all of them', () => {
    const name = fc.constantFrom('a', 'B', 'dist', '.nx', 'x.log', 'a-b', '@a', 'K', '\u212A');
    const line = fc.oneof(
      name,
      fc.tuple(name, fc.constantFrom('/', ' ', '/*', '/**')).map(([one, end]) => one + end),
      fc
        .tuple(fc.constantFrom('/', '!', '#', '*', '**/', '\\'), name)
        .map((parts) => parts.join('')),
      fc.constantFrom('', '.', '..', './a', '*', '[ab]', '\\!a'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), name, fc.boolean(), (lines, path, isFolder) => {
        const text = lines.join('\n');
        const { ignored, unignored } = ignore()
          .add(text)
          .test(isFolder ? `${path}/` : path);
        expect(readGitRules(text)(path, isFolder)).toBe(ignored || unignored ? ignored : undefined);
      }),
      { numRuns: 2000 },
    );
  });
});
