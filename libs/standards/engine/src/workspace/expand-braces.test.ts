import { describe, expect, it } from 'vitest';
import { expandBraces } from './expand-braces.ts';

describe('expandBraces', () => {
  it.each<[glob: string, expanded: readonly string[]]>([
    ['packages/*', ['packages/*']],
    ['{a,b}', ['a', 'b']],
    ['x/{a,b}/y', ['x/a/y', 'x/b/y']],
    ['{packages/a,libs}/*', ['packages/a/*', 'libs/*']],
    ['{a,b}/{c,d}', ['a/c', 'a/d', 'b/c', 'b/d']],
    ['{a,{b,c}}', ['a', 'b', 'c']],
    ['{x}/{a,b}', ['{x}/a', '{x}/b']],
    ['packages{,/nested}', ['packages', 'packages/nested']],
    ['{1..3}', ['{1..3}']],
    ['{a,b', ['{a,b']],
    ['a,b}', ['a,b}']],
    ['', ['']],
  ])('expands %j', (glob, expanded) => {
    expect(expandBraces(glob)).toEqual(expanded);
  });

  it('gives up before the alternatives explode', () => {
    expect(expandBraces('{a,b}'.repeat(8))).toHaveLength(256);
    expect(expandBraces('{a,b}'.repeat(40))).toHaveLength(256);
  });
});
