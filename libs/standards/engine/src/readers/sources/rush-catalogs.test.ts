import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../workspace/memory-files.ts';
import { readRushCatalogs } from './rush-catalogs.ts';

const shared = 'common/config/rush/pnpm-config.json';
const subspaces = 'common/config/rush/subspaces.json';
const own = 'common/config/subspaces/one/pnpm-config.json';

describe('readRushCatalogs', () => {
  it('reads those of the repository', () => {
    const text = '{ /* a */ "globalCatalogs": { "default": { "a": "1" }, "x": { "b": "2" } } }';
    expect(readRushCatalogs(memoryFiles({ [shared]: text }))).toEqual({
      catalogs: [
        { name: 'default', file: shared, path: ['globalCatalogs', 'default'], entries: { a: '1' } },
        { name: 'x', file: shared, path: ['globalCatalogs', 'x'], entries: { b: '2' } },
      ],
      problems: [],
    });
  });

  it('reads those of subspaces where they are in use', () => {
    const files = (enabled: boolean) =>
      memoryFiles({
        [subspaces]: JSON.stringify({
          subspacesEnabled: enabled,
          subspaceNames: ['one', 'two', 3],
        }),
        [own]: '{ "globalCatalogs": { "default": { "a": "1" } } }',
      });
    expect(readRushCatalogs(files(true)).catalogs.map(({ file }) => file)).toEqual([own]);
    expect(readRushCatalogs(files(false))).toEqual({ catalogs: [], problems: [] });
  });

  it('reports what cannot be read', () => {
    expect(readRushCatalogs(memoryFiles({ [shared]: '{\n' }))).toEqual({
      catalogs: [],
      problems: [
        {
          code: 'workspace-file-unreadable',
          file: shared,
          line: 2,
          detail: `${shared} cannot be read: close brace expected.`,
          expected: `${shared} can be read, so that the members of the workspace are known.`,
        },
      ],
    });
  });

  it('finds none where there are none', () => {
    expect(readRushCatalogs(memoryFiles({}))).toEqual({ catalogs: [], problems: [] });
    expect(readRushCatalogs(memoryFiles({ [shared]: '{}' })).catalogs).toEqual([]);
  });
});
