import { describe, expect, it } from 'vitest';
import {
  everyNegation,
  laterNegation,
  type NegationRule,
  noNegation,
  npmNegation,
} from './negation.ts';

const table: readonly (readonly [
  name: string,
  rule: NegationRule,
  patterns: readonly string[],
  excludes: readonly (readonly string[])[],
])[] = [
  [
    'every',
    everyNegation,
    ['!a', 'b/*', '!./c/'],
    [
      ['a', 'c'],
      ['a', 'c'],
      ['a', 'c'],
    ],
  ],
  ['every', everyNegation, ['a', '!!b'], [[], []]],
  ['no', noNegation, ['a/*', '!a/b'], [[], []]],
  ['later', laterNegation, ['!a', '*', '!b', 'c', '!d'], [[], ['b', 'd'], [], [], []]],
  ['npm', npmNegation, ['a/*', '!a/b'], [['a/b'], ['a/b']]],
  ['npm', npmNegation, ['!a/b', 'a/*'], [['a/b'], ['a/b']]],
  ['npm', npmNegation, ['a/**', '!a/b/**', 'a/b/c'], [[], [], []]],
  [
    'npm',
    npmNegation,
    ['a/**', '!a/b/**', './a/b/c', '!a/b/d'],
    [['a/b/d'], ['a/b/d'], ['a/b/d'], ['**']],
  ],
  ['npm', npmNegation, ['a/b', '!a/b', '!a/c'], [['**'], ['a/b', 'a/c'], ['a/b', 'a/c']]],
  ['npm', npmNegation, ['a/**', '!a/*'], [['**'], ['a/*']]],
];

describe('negation', () => {
  it.each(table)('of the rule %s', (_name, rule, patterns, excludes) => {
    const positive = patterns.flatMap((pattern, at) => (/^!(?!!)/.test(pattern) ? [] : [at]));
    expect(positive.map((at) => rule(patterns, at))).toEqual(positive.map((at) => excludes[at]));
  });

  it('is none where there is no pattern', () => {
    for (const rule of [everyNegation, noNegation, laterNegation, npmNegation]) {
      expect(rule([], 0)).toEqual([]);
    }
  });
});
