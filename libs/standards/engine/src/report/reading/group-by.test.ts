import { expect, test } from 'vitest';
import { groupBy } from './group-by.ts';

test('groups in order of first meeting, also under names that objects have', () => {
  const groups = groupBy(['b1', 'a1', 'b2', '__proto__'], (item) =>
    item.startsWith('_') ? item : item.slice(0, 1),
  );
  expect([...groups]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
    ['__proto__', ['__proto__']],
  ]);
});
