import { describe, expect, it } from 'vitest';
import { collapsed, isRange, isUnpinned, surelyIntersect } from './ranges.ts';

describe('collapsed', () => {
  it('evens out blanks', () => {
    expect(collapsed(' >=1 \t <2\n')).toBe('>=1 <2');
  });
});

describe('isUnpinned and isRange', () => {
  it.each(['', ' ', '*', ' * ', 'x', 'X', 'latest', '>=0', '>=0.0', '>=0.0.0', '>= 0', '>= 0.0.0'])(
    '%j is unpinned',
    (range) => {
      expect([isUnpinned(range), isRange(range)]).toEqual([true, false]);
    },
  );

  it.each(['1', '^1', '~1.2', '>=1', '< 2', '=1.0.0', 'v1.0.0', ' 1.x', '1 || 2', '>=0.1.0'])(
    '%j is a range',
    (range) => {
      expect([isUnpinned(range), isRange(range)]).toEqual([false, true]);
    },
  );

  it.each(['next', 'beta1', 'latest-1', '-'])('%j is a tag', (range) => {
    expect([isUnpinned(range), isRange(range)]).toEqual([false, false]);
  });
});

describe('surelyIntersect', () => {
  it.each([
    ['^1.2.3', '^1.2.3', true],
    ['~1.2.3', ' ~1.2.3 ', true],
    ['*', '^5', true],
    ['^5', 'latest', true],
    ['^18.2.0', '^18.0.0', true],
    ['^18.2.0', '^18.5.1', true],
    ['^18', '^17 || ^18', true],
    ['^18.2', '^17.0.0||^18.0.0||^19.0.0', true],
    ['^18.2.0', '>=16', true],
    ['^18.2.0', '>= 18.5.0', true],
    ['^18.2.0', '>=19', false],
    ['^18.2.0', '^17 || ^19', false],
    ['^18.2.0', '^1', false],
    ['^0.1.0', '^0.1.5', false],
    ['~18.2.0', '^18.0.0', false],
    ['^18.2.0', '~18.2.0', false],
    ['^18.2.0', '^18.0.0-rc.1', false],
    ['^18.2.0-rc.1', '^18.0.0', false],
    ['^18.2.0', '>=16 <17', false],
  ])('%j and %j: %j', (range, other, sure) => {
    expect(surelyIntersect(range, other)).toBe(sure);
  });
});
