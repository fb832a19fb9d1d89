import { describe, expect, it } from 'vitest';
import { nameProblem } from './names.ts';

describe('nameProblem', () => {
  it.each([
    'a',
    'a-b.c_d~e',
    '7zip',
    '@scope/a',
    '@scope/_a',
    '@scope/-a',
    '@my.scope/a',
    '@s/node_modules',
    'a'.repeat(214),
  ])('has nothing against %s', (name) => {
    expect(nameProblem(name)).toBe(undefined);
  });

  it.each([
    ['a'.repeat(215), 'is longer than 214 characters'],
    [' a', 'has spaces around it'],
    ['a\n', 'has spaces around it'],
    ['.a', 'starts with a dot, a dash or an underscore'],
    ['_a', 'starts with a dot, a dash or an underscore'],
    ['-a', 'starts with a dot, a dash or an underscore'],
    ['@scope/.a', 'starts with a dot, a dash or an underscore'],
    ['@.scope/a', 'starts with a dot, a dash or an underscore'],
    ['A', 'has upper-case letters'],
    ['@Scope/a', 'has upper-case letters'],
    ['node_modules', 'is reserved'],
    ['favicon.ico', 'is reserved'],
    ['a b', 'has characters that have no place in a URL'],
    ['a/b', 'has characters that have no place in a URL'],
    ['@scope', 'has characters that have no place in a URL'],
    ['@scope/', 'has characters that have no place in a URL'],
    ['@scope/a/b', 'has characters that have no place in a URL'],
    ['a%', 'has characters that have no place in a URL'],
    ['ä', 'has characters that have no place in a URL'],
  ])('says of %s that it %s', (name, problem) => {
    expect(nameProblem(name)).toBe(problem);
  });
});
