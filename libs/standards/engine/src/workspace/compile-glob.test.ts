import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { compileGlob } from './compile-glob.ts';

describe('compileGlob', () => {
  it.each([
    ['packages/*', 'packages/a', true],
    ['packages/*', 'packages/.a', false],
    ['packages/*', 'packages/a/b', false],
    ['packages/*', 'packages', false],
    ['@acme/*', '@acme/a', true],
    ['apps/web', 'apps/web', true],
    ['apps/web', 'apps/webs', false],
    ['*', 'a', true],
    ['a/*', 'a/b/', true],
    ['a/b', 'a/b/', false],
    ['*', 'a/b', false],
  ])('%s against %s: %s', (glob, text, expected) => {
    expect(compileGlob(glob, false)(text)).toBe(expected);
  });

  it.each([
    ['a/fixtures/b', true],
    ['fixtures/', true],
    ['a/.b/fixtures/c', true],
    ['a/fixtures2/b', false],
  ])('finds a folder at any depth: %s %s', (text, expected) => {
    expect(compileGlob('**/fixtures/**', true)(text)).toBe(expected);
  });

  it('says what picomatch says', () => {
    const name = fc.constantFrom('a', 'b', 'a.b', '@a', 'a-b', '~', 'fixtures', '_');
    const glob = fc.oneof(
      fc.constantFrom(
        '**',
        'a/**',
        '{a,b}',
        'a?',
        '!a',
        'a+(b)',
        '[ab]',
        '.',
        './a',
        'a//b',
        '.a',
        '**/a*/**',
        'a/*.b',
      ),
      fc
        .array(fc.oneof(name, fc.constant('*')), { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join('/')),
      name.map((one) => `**/${one}/**`),
    );
    const text = fc
      .array(fc.oneof(name, fc.constantFrom('.a', '..', '.', '', '...', 'A', ' ')), {
        minLength: 1,
        maxLength: 5,
      })
      .chain((parts) => fc.constantFrom(parts.join('/'), `${parts.join('/')}/`))
      .filter((one) => one !== '');
    fc.assert(
      fc.property(glob, text, fc.boolean(), (pattern, one, dot) => {
        const expected = picomatch(pattern, { dot })(one);
        expect([pattern, one, compileGlob(pattern, dot)(one)]).toEqual([pattern, one, expected]);
      }),
      { numRuns: 50_000 },
    );
  });
});
