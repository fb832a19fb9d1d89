import { parseSpecifier } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import type { Source } from './departure.ts';
import { isVersion, versionInAddress } from './published-version.ts';

function told(text: string, name = 'a'): string | undefined {
  const specifier = parseSpecifier(text);
  const kinds = ['path', 'workspace-path', 'git', 'web', 'exec'];
  const isSource = (given: typeof specifier): given is Source => kinds.includes(given.kind);
  if (!isSource(specifier)) throw new Error(`${text} is no source`);
  return versionInAddress(specifier, name);
}

describe('versionInAddress', () => {
  it.each([
    ['o/a#semver:^1.2.0', '^1.2.0'],
    ['o/a#semver:^1.2.0&path:/packages/a', '^1.2.0'],
    ['o/a#path:/packages/a&semver:~1.2.0', '~1.2.0'],
    ['o/a#SemVer=>=1%20<2', '>=1 <2'],
    ['o/a#semver:', undefined],
    ['o/a#v1.2.3', '1.2.3'],
    ['o/a#V1.2.3', '1.2.3'],
    ['o/a#1.2.3-rc.1', '1.2.3-rc.1'],
    ['o/a#1.2.3+build.5', '1.2.3+build.5'],
    ['o/a#tag=v1.2.3', '1.2.3'],
    ['o/a#a@1.2.3', '1.2.3'],
    ['o/a#a-v1.2.3', '1.2.3'],
    ['o/a#b@1.2.3', undefined],
    ['o/a#release-1.2.3', undefined],
    ['o/a#1.2', undefined],
    ['o/a#v1.2.3x', undefined],
    ['o/a#main', undefined],
    ['o/a#commit=0123', undefined],
    ['o/a#%zz', undefined],
    ['o/a#', undefined],
    ['o/a', undefined],

    ['https://h/a-1.2.3.tgz', '1.2.3'],
    ['https://h/a/-/a-1.2.3.tar.gz?token=1', '1.2.3'],
    ['https://h/a-1.2.3.tar#x', '1.2.3'],
    ['https://h/v1.2.3.tgz', '1.2.3'],
    ['https://h/b-1.2.3.tgz', undefined],
    ['https://h/a.tgz', undefined],
    ['https://h/1.2.3/a', undefined],
    ['https://1.2.3', undefined],
    ['https://h/o/a/archive/refs/tags/v1.2.3.tar.gz', '1.2.3'],
    ['https://h/o/a/tar.gz/v1.2.3', '1.2.3'],
    ['https://h/o/a/tar.gz/refs/tags/a@1.2.3', '1.2.3'],
    ['https://h/o/a/tarball/1.2.3', '1.2.3'],
    ['https://h/o/a/tar.gz/main', undefined],

    ['./tars/a-1.2.3.tgz', '1.2.3'],
    ['./a-1.2.3', undefined],
    ['exec:./a-1.2.3.tgz', undefined],
  ])('%s tells %s', (text, version) => {
    expect(told(text)).toBe(version);
  });

  it.each([
    ['file:x/acme-a-1.2.3.tgz', '1.2.3'],
    ['file:x/a-1.2.3.tgz', '1.2.3'],
    ['file:x/@acme%2fa-1.2.3.tgz', '1.2.3'],
    ['o/a#@acme/a@1.2.3', '1.2.3'],
    ['o/a#%40acme/a@1.2.3', '1.2.3'],
    ['o/a#acme-1.2.3', undefined],
  ])('of a scoped package, %s tells %s', (text, version) => {
    expect(told(text, '@acme/a')).toBe(version);
  });
});

describe('isVersion', () => {
  it.each([
    ['1.2.3', true],
    ['1.2.3-rc.1+x', true],
    ['v1.2.3', false],
    ['^1.2.3', false],
    ['1.2', false],
    ['', false],
    [1, false],
    [undefined, false],
  ])('%j: %j', (text, is) => {
    expect(isVersion(text)).toBe(is);
  });
});
