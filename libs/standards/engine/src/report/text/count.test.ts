import { expect, test } from 'vitest';
import { count, list } from './count.ts';

test('counts with the right noun', () => {
  expect(count(0, 'finding')).toBe('0 findings');
  expect(count(1, 'finding')).toBe('1 finding');
  expect(count(2, 'finding')).toBe('2 findings');
  expect(count(2, 'entry', 'entries')).toBe('2 entries');
  expect(count(1, 'entry', 'entries')).toBe('1 entry');
});

test('lists as a sentence does', () => {
  expect(list([])).toBe('');
  expect(list(['a'])).toBe('a');
  expect(list(['a', 'b'])).toBe('a and b');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
});
