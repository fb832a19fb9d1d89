import { describe, expect, it } from 'vitest';
import { bytesOf, bytesText } from './bytes.ts';
import { optionsSchema, type Size } from './options.ts';

describe('sizes', () => {
  it.each<[Size, number]>([
    [0, 0],
    [734, 734],
    ['734 B', 734],
    ['12 kB', 12_000],
    ['12kB', 12_000],
    ['1.5 MB', 1_500_000],
    ['64 KiB', 65_536],
    ['2 MiB', 2_097_152],
    ['0.0015 kB', 1],
  ])('%s is %i bytes', (size, bytes) => {
    expect(bytesOf(size)).toBe(bytes);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.00 MB'],
    [1_234_567, '1.23 MB'],
  ])('%i bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  it.each(['12 kb', '12 KB', 'kB', '1,5 MB', '12', '-1 kB', '1.5.1 kB', 1.5, -1])(
    'refuses the budget %s',
    (size) => {
      const parse = (budget: unknown) =>
        optionsSchema.safeParse({ projects: { a: { budgets: { '.': budget } } } }).success;
      expect(parse(size)).toBe(false);
      expect(parse({ gzip: size })).toBe(false);
    },
  );
});
