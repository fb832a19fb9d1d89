import { describe, expect, it } from 'vitest';
import type { Candidate } from './choose.ts';
import { choose } from './choose.ts';
import { loadSemver } from './semver.ts';

const semver = await loadSemver();

/** `^1.0.0 x2` is a range that is used twice. */
function candidates(...texts: string[]): Candidate[] {
  return texts.map((text) => {
    const [range = '', count = '1'] = text.split(' x');
    return { range, count: Number(count) };
  });
}

describe('choose', () => {
  it.each([
    [['^1.0.0', '^1.2.0'], '^1.2.0', '^1.2.0'],
    [['^1.0.0 x3', '^1.2.0'], '^1.2.0', '^1.0.0'],
    [['^1.0.0 x2', '^2.0.0'], '^1.0.0', '^1.0.0'],
    [['^1.0.0', '^1.2.0', '^2.0.0'], '^1.2.0', '^2.0.0'],
    [['^1.0.0', '^2.0.0'], '^2.0.0', '^2.0.0'],
    [['^1.0.0', '>=1.0.0', '^2.0.0'], '^2.0.0', '^2.0.0'],
    [['^1.0.0 x2', '>=0.5.0', '^2.0.0'], '^2.0.0', '^1.0.0'],
    [['1.2.3 x2', '^1.2.3'], '1.2.3', '1.2.3'],
    [['1.2.3', '^1.2.3 x2'], '^1.2.3', '^1.2.3'],
    [['^1.2.3', '1.2.3'], '1.2.3', '1.2.3'],
    [['^1', '1.x x2', '^1.0.0'], '1.x', '1.x'],
    [['^1.0.0-beta.1', '1.0.0-rc.1', '^1.0.0-beta.2'], '1.0.0-rc.1', '1.0.0-rc.1'],
    [['1.2.3 x3', '1.2.4'], '1.2.4', '1.2.3'],
    [['1.2.3 x3', '^1.3.0'], '^1.3.0', '1.2.3'],
    [['1.2.3 x2', '2.0.0'], '1.2.3', '1.2.3'],
    [['~1.2.0 x2', '~1.3.0'], '~1.2.0', '~1.2.0'],
    [['0.1.0', '0.1.1', '0.2.0'], '0.1.1', '0.2.0'],
    [['1.0.0-rc.1 x2', '1.0.0-rc.2'], '1.0.0-rc.1', '1.0.0-rc.1'],
    [['1.0.0-rc.1', '^1.0.0 x2'], '^1.0.0', '^1.0.0'],
    [['^0.1.0', '^0.2.0'], '^0.2.0', '^0.2.0'],
    [['>2 <1', '^1.0.0'], '^1.0.0', '^1.0.0'],
    [['nonsense x5', '^1.0.0'], '^1.0.0', '^1.0.0'],
  ])('of %j: %s, or by use %s', (texts, highest, mostUsed) => {
    expect(choose(candidates(...texts), 'highest', semver)?.range).toBe(highest);
    expect(choose(candidates(...texts), 'most-used', semver)?.range).toBe(mostUsed);
  });

  it('does not depend on the order', () => {
    const given = candidates('^1.0.0 x2', '^1.2.0', '^2.0.0 x3', '1.2.0', '>=1');
    for (const prefer of ['highest', 'most-used'] as const) {
      expect(choose(given, prefer, semver)?.range).toBe('^2.0.0');
      expect(choose(given.toReversed(), prefer, semver)?.range).toBe('^2.0.0');
    }
  });

  it('moves no single version down', () => {
    const choice = choose(candidates('1.2.3 x2', '1.2.4'), 'most-used', semver);
    expect(choice?.range).toBe('1.2.3');
    expect(choice?.standing('1.2.4')).toBe('incompatible');
    expect(choice?.standing('1.2.2')).toBe('compatible');
  });

  it('chooses nothing among tags', () => {
    expect(choose(candidates('next', 'beta'), 'highest', semver)).toBeUndefined();
    expect(choose([], 'most-used', semver)).toBeUndefined();
  });

  it('knows what means the same and what can move to it', () => {
    const choice = choose(candidates('^1.2.0'), 'highest', semver);
    expect(choice?.standing('^1.2')).toBe('same');
    expect(choice?.standing('^1.2.1')).toBe('compatible');
    expect(choice?.standing('1.2.5')).toBe('compatible');
    expect(choice?.standing('^1.0.0')).toBe('compatible');
    expect(choice?.standing('1.1.0')).toBe('compatible');
    expect(choice?.standing('=1.1.0')).toBe('compatible');
    expect(choice?.standing('~1.1.0')).toBe('incompatible');
    expect(choice?.standing('1.1.0-rc.1')).toBe('incompatible');
    expect(choice?.standing('0.9.0')).toBe('incompatible');
    expect(choice?.standing('^2.0.0')).toBe('incompatible');
    expect(choice?.standing('next')).toBe('invalid');
    expect(choice?.standing('next')).toBe('invalid');
  });
});
