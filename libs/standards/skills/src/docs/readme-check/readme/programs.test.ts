import { describe, expect, it } from 'vitest';
import { parseReadme } from './parse-readme.ts';
import { programsOf } from './programs.ts';

const programs = (...lines: readonly string[]) =>
  programsOf(parseReadme(lines.join('\n')).fences).map(({ file, line, text, isRun }) => ({
    ...{ file, line, isRun },
    lines: text.split('\n').flatMap((one, at) => (one === '' ? [] : [`${at + 1} ${one}`])),
  }));

describe('the programs of a README', () => {
  it('are its blocks, each a module of its own, with each line where it stands', () => {
    expect(
      programs(
        '# a',
        '',
        '```ts',
        'one();',
        '',
        'two();',
        '```',
        '- item',
        '  ~~~js run',
        '  three();',
        '  ~~~',
      ),
    ).toEqual([
      { file: 'README-3.ts', line: 3, isRun: false, lines: ['4 one();', '6 two();'] },
      { file: 'README-9.js', line: 9, isRun: true, lines: ['10 three();'] },
    ]);
  });

  it('go on in the next block of the language that is marked so', () => {
    expect(
      programs(
        ...['```ts', 'one();', '```', '```js', 'other();', '```', '```ts continued run', 'two();'],
        ...['```', '```ts continued', 'three();', '```', '```tsx continued', 'alone();', '```'],
      ),
    ).toEqual([
      { file: 'README-1.ts', line: 1, isRun: true, lines: ['2 one();', '8 two();', '11 three();'] },
      { file: 'README-4.js', line: 4, isRun: false, lines: ['5 other();'] },
      { file: 'README-13.tsx', line: 13, isRun: false, lines: ['14 alone();'] },
    ]);
  });

  it('are named by a comment in the first line, the second of one name by its line too', () => {
    expect(
      programs(
        ...['```js', '// pay.mjs', 'one();', '```', '```js', '// pay.mjs', 'two();', '```'],
        ...['```ts', '// a word on it.ts', '```', '```ts', 'x();', '// late.ts', '```'],
      ).map(({ file }) => file),
    ).toEqual(['pay.mjs', 'README-5-pay.mjs', 'README-9.ts', 'README-12.ts']);
  });

  it('are not what is marked `no-check`, nor other languages, nor quotations by indenting', () => {
    expect(
      programs('```ts no-check', '…', '```', '```json', '{}', '```', '', '    one();'),
    ).toEqual([]);
  });
});
