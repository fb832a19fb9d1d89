import { expect, test } from 'vitest';
import { columns, usableWidth, wrap } from './wrap.ts';

test('breaks at spaces, up to the width and not beyond', () => {
  expect(wrap('aaa bbb ccc', 7)).toEqual(['aaa bbb', 'ccc']);
  expect(wrap('aaa bbb ccc', 6)).toEqual(['aaa', 'bbb', 'ccc']);
  expect(wrap('aaa bbb ccc', 11)).toEqual(['aaa bbb ccc']);
});

test('a long word stays whole', () => {
  expect(wrap('see libs/a/very/long/path.json now', 10)).toEqual([
    'see',
    'libs/a/very/long/path.json',
    'now',
  ]);
});

test('an indented text stays indented on every line', () => {
  expect(wrap('  aaa bbb', 9)).toEqual(['  aaa bbb']);
  expect(wrap('  aaa bbb', 8)).toEqual(['  aaa', '  bbb']);
});

test('an empty text is one empty line', () => {
  expect(wrap('', 10)).toEqual(['']);
});

test('characters outside the basic plane are one column', () => {
  expect(columns('🚀a')).toBe(2);
  expect(wrap('🚀 🚀', 3)).toEqual(['🚀 🚀']);
});

test.each([
  [100, 100],
  [120.7, 120],
  [40, 40],
  [39, 40],
  [1, 40],
  [0, 80],
  [-5, 80],
  [Number.NaN, 80],
  [Infinity, 80],
])('a terminal of %d columns is written for with %d', (width, usable) => {
  expect(usableWidth(width)).toBe(usable);
});
