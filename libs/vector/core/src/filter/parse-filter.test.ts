import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VectorError } from '../errors.ts';
import type { Filter } from './filter.ts';
import { and, eq, not, oneOf, or, range } from './filter.ts';
import { compareCodePoints } from './matches.ts';
import { parseFilter } from './parse-filter.ts';

describe('parseFilter', () => {
  it('takes every kind of filter as it is', () => {
    const filter = and(
      eq('a', 1),
      not(or(range('b', { gte: 1, lt: 2 }), { op: 'exists', key: 'c' })),
    );
    expect(parseFilter(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
  });

  it.each([
    ['an unknown operation', { op: 'like', key: 'a', value: 'x' }, 'Not a filter'],
    ['an empty key', { op: 'exists', key: '' }, 'Not a filter at key'],
    ['an unknown field', { op: 'exists', key: 'a', extra: 1 }, 'Not a filter'],
    ['a range without bounds', range('n', {}), 'the range of "n" has no bounds'],
    [
      'bounds of two types, deep inside',
      and(eq('a', 1), not(range('n', { gt: 1, lt: 'x' }))),
      'Not a filter at filters.1.filter: the bounds of "n" are of two types',
    ],
    ['nothing', null, 'Not a filter'],
    ['NaN', eq('a', Number.NaN), 'Not a filter at value'],
  ])('refuses %s, and says what is wrong', (_name, input, message) => {
    expect(() => parseFilter(input)).toThrow(message);
  });

  it('refuses what is nested too deep to be walked', () => {
    let filter: Filter = eq('a', 1);
    for (let depth = 0; depth < 100_000; depth++) filter = not(filter);
    expect(() => parseFilter(filter)).toThrow('nested deeper than 32');
  });

  it('refuses one of more parts than a statement can hold', () => {
    const many = Array.from({ length: 5000 }, (_, n) => eq('n', n));
    expect(() => parseFilter(or(...many))).toThrow(
      'it has more than 5000 parts; `in` takes any number of values',
    );
    expect(parseFilter(or(...many.slice(1)))).toEqual(or(...many.slice(1)));
  });

  it('has its texts as stores keep them', () => {
    expect(
      parseFilter(
        and(eq('a\0', 'b\ud800'), oneOf('k', ['\0', 1, true]), not(range('n', { gt: '\udc00' }))),
      ),
    ).toEqual(
      and(
        eq('a\ufffd', 'b\ufffd'),
        oneOf('k', ['\ufffd', 1, true]),
        not(range('n', { gt: '\ufffd' })),
      ),
    );
  });

  it('throws nothing but its own error, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        try {
          parseFilter(input);
        } catch (error) {
          expect(error).toBeInstanceOf(VectorError);
        }
      }),
    );
  });
});

describe('compareCodePoints', () => {
  it('orders as UTF-8 bytes do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(
          Buffer.compare(Buffer.from(a), Buffer.from(b)),
        );
      }),
    );
  });
});
