import { expect, it } from 'vitest';
import { fitTable } from './table.ts';

const rows = [
  ['a', 'long name', '1', '100 %'],
  ['bcd', 'x', '20', ''],
];
const headings = ['id', 'name', 'n', 'share'];

it('aligns words to the left and numbers to the right', () => {
  expect(fitTable(headings, rows, { width: 80, left: 2 })).toEqual({
    head: 'id   name        n  share',
    rows: ['a    long name   1  100 %', 'bcd  x          20'],
  });
});

it('leaves out columns from the right, but for those of words', () => {
  expect(fitTable(headings, rows, { width: 25, left: 2 }).head).toBe('id   name        n  share');
  expect(fitTable(headings, rows, { width: 24, left: 2 }).head).toBe('id   name        n');
  expect(fitTable(headings, rows, { width: 1, left: 2 }).head).toBe('id   name');
});

it('is its head alone without rows', () => {
  expect(fitTable(headings, [], { width: 80, left: 2 })).toEqual({
    head: 'id  name  n  share',
    rows: [],
  });
});
