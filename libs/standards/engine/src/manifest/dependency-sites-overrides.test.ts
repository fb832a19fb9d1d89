import { describe, expect, it } from 'vitest';
import type { Project } from '../workspace/workspace.ts';
import { overrideSites, parseOverrideKey } from './dependency-sites-overrides.ts';

const project: Project = { id: 'a', name: 'a', root: '', manifest: undefined, tags: [] };
const file = { project, file: 'package.json', base: '' };

describe('parseOverrideKey', () => {
  it.each([
    ['a', 'a', false],
    ['@s/a', '@s/a', false],
    ['**/a', 'a', false],
    ['**/@s/a', '@s/a', false],
    ['a@1', 'a', true],
    ['@s/a@^1', '@s/a', true],
    ['a@npm:1.0.0', 'a', true],
    ['a@npm:^1/b', 'b', true],
    ['a/b', 'b', true],
    ['a/**/b', 'b', true],
    ['@s/a/@t/b', '@t/b', true],
    ['@s/a/b', 'b', true],
    ['a/@s/b@1', '@s/b', true],
    ['a>b', 'b', true],
    ['a@1>b@2', 'b', true],
    ['@s/a>@t/b', '@t/b', true],
    ['a>b>c', 'c', true],
    ['a@>=1.0.0', 'a', true],
    ['a@>=1 || >=3>b', 'b', true],
    [' a ', 'a', false],
    ['', '', false],
  ])('%j is about %j', (key, name, conditional) => {
    expect(parseOverrideKey(key)).toEqual({ name, conditional });
  });

  it('keeps the slashes of a version out of the name', () => {
    expect(parseOverrideKey('a@file:../b/c')).toEqual({ name: 'a', conditional: true });
  });
});

describe('overrideSites', () => {
  const found = (overrides: unknown): unknown[] =>
    overrideSites(file, ['overrides'], overrides, 'overrides').map(
      ({ path, name, range, conditional }) => [path.join(' '), name, range, conditional],
    );

  it('goes into the objects of npm, in the order of the file', () => {
    expect(
      found({
        a: '1',
        b: { '.': '2', c: '3', d: { '.': '4', 'e@5': '6' } },
        'f@7': { '.': '8' },
        g: '9',
      }),
    ).toEqual([
      ['overrides a', 'a', '1', false],
      ['overrides b .', 'b', '2', false],
      ['overrides b c', 'c', '3', true],
      ['overrides b d .', 'd', '4', true],
      ['overrides b d e@5', 'e', '6', true],
      ['overrides f@7 .', 'f', '8', true],
      ['overrides g', 'g', '9', false],
    ]);
  });

  it('takes `.` at the top for a name', () => {
    expect(found({ '.': '1' })).toEqual([['overrides .', '.', '1', false]]);
  });

  it('reports kind, field, file and base', () => {
    expect(overrideSites(file, ['overrides'], { a: '1' }, 'pnpm.overrides')).toEqual([
      {
        project,
        file: 'package.json',
        base: '',
        path: ['overrides', 'a'],
        kind: 'override',
        field: 'pnpm.overrides',
        name: 'a',
        range: '1',
        conditional: false,
      },
    ]);
  });

  it('passes over what is no range', () => {
    for (const overrides of [undefined, null, 1, 'x', ['1'], { a: 1, b: null, c: ['1'] }]) {
      expect(found(overrides)).toEqual([]);
    }
  });

  it('is not overcome by nesting', () => {
    const nested = (depth: number): unknown =>
      JSON.parse('{"a":'.repeat(depth) + '"1"' + '}'.repeat(depth));
    expect(overrideSites(file, [], nested(65), 'overrides')).toHaveLength(1);
    expect(overrideSites(file, [], nested(66), 'overrides')).toEqual([]);
    expect(overrideSites(file, [], nested(20_000), 'overrides')).toEqual([]);
  });
});
