import { expect, it } from 'vitest';
import { spark } from './spark.ts';

it.each([
  [[0, 0.5, 1], 1, '▁▅█'],
  [[0, 1, 2, 3, 4, 5, 6, 7], 7, '▁▂▃▄▅▆▇█'],
  [[null, 3], 3, ' █'],
  [[0, 0], 0, '▁▁'],
  [[5, -1], 4, '█▁'],
  [[], 1, ''],
])('%j of %d is %s', (values, most, line) => {
  expect(spark(values, most)).toBe(line);
});
