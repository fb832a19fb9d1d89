import { describe, expect, it } from 'vitest';
import { intersects, loadSemver, lowestVersion } from './semver.ts';

const semver = await loadSemver();

describe('intersects', () => {
  it.each([
    ['^1.0.0', '^1.5.0', true],
    ['^1.0.0', '^2.0.0', false],
    ['1.0.0-rc.1', '^1.0.0-beta.1', true],
    ['^1.0.0-beta.1', '1.0.0-rc.1', true],
    ['1.0.0-rc.1', '^1.0.0', false],
    ['1.0.0', '1.0.0', true],
    ['1.0.0', '1.0.1', false],
    ['next', '^1.0.0', false],
    ['^1.0.0', 'next', false],
    ['>2 <1', '^1.0.0', false],
  ])('%s and %s: %s', (range, other, expected) => {
    expect(intersects(range, other, semver)).toBe(expected);
  });
});

describe('lowestVersion', () => {
  it.each([
    ['^1.2.0', '1.2.0'],
    ['>1.2.0', '1.2.1'],
    ['<1.0.0', '0.0.0'],
    ['>2 <1', '0.0.0'],
    ['^2.0.0 || ^1.0.0', '1.0.0'],
  ])('of %s: %s', (range, version) => {
    expect(lowestVersion(range, semver)).toBe(version);
  });
});
