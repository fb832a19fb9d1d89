import { describe, expect, it } from 'vitest';
import { layeringOptions } from './options.ts';

/** What is wrong with some options, as `path: message`. */
function problems(options: unknown): readonly string[] {
  const parsed = layeringOptions.safeParse(options);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the options', () => {
  it('take every key', () => {
    expect(
      problems({
        layers: [{ name: 'low', match: ['libs/*'] }],
        scopes: [
          { name: 'a', match: ['a-*'], mayUse: ['b', 'a'] },
          { name: 'b', match: ['tag:b'] },
        ],
        never: [{ from: ['a'], to: ['b'], reason: 'so', direct: true }],
        leaf: ['apps/*'],
        allowCircles: ['dev', 'types'],
        requireExports: true,
        ignore: [],
      }),
    ).toEqual([]);
  });

  it('refuse two layers or two scopes of one name', () => {
    const twice = [
      { name: 'a', match: ['x'] },
      { name: 'a', match: ['y'] },
    ];
    expect(problems({ layers: twice })).toEqual(['layers: two layers have one name']);
    expect(problems({ scopes: twice })).toEqual(['scopes: two scopes have one name']);
  });

  it('refuse a scope that may use one that is not there', () => {
    expect(problems({ scopes: [{ name: 'a', match: ['x'], mayUse: ['b'] }] })).toEqual([
      'scopes: `mayUse` names a scope that is not defined',
    ]);
  });

  it.each([
    [{ layers: [{ name: 'a', match: [] }] }],
    [{ layers: [{ name: '', match: ['x'] }] }],
    [{ layers: [{ name: 'a', match: [''] }] }],
    [{ layers: [{ name: 'a', match: ['x'], mayUse: [] }] }],
    [{ scopes: [{ name: 'a' }] }],
    [{ never: [{ from: ['a'], to: ['b'] }] }],
    [{ never: [{ from: ['a'], to: ['b'], reason: '' }] }],
    [{ leaf: [] }],
    [{ allowCircles: ['runtime'] }],
  ])('refuse %j', (options) => {
    expect(problems(options)).toHaveLength(1);
  });
});
