import { format, resolveConfig } from 'prettier';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommonOptions, Kind } from '../blueprint.ts';
import { scaffold } from '../scaffold.ts';
import { unscaffold } from '../unscaffold.ts';
import { houseTree, snapshot } from './house-tree.ts';

/** What one kind is tried with. */
export interface KindSample<Options extends CommonOptions> {
  readonly options: Options;
  /** Files that the kind builds on, besides those of the smallest workspace. */
  readonly house?: Readonly<Record<string, string | object>>;
  /** Every file that it makes, sorted, relative to the workspace's root. */
  readonly creates: readonly string[];
  /** Every file of others that it changes, sorted. */
  readonly updates: readonly string[];
  /** False for what is never taken away again, such as a migration. */
  readonly removable?: boolean;
}

/** What every kind of generator holds to. A kind's own test adds what its files say. */
export function describeKind<Options extends CommonOptions>(
  kind: Kind<Options>,
  sample: KindSample<Options>,
): void {
  const { options } = sample;
  const house = () => houseTree(sample.house);

  describe(`the kind ${kind.name}`, () => {
    beforeEach(() => {
      vi.spyOn(console, 'log').mockImplementation(() => undefined);
    });
    afterEach(() => {
      vi.restoreAllMocks();
    });

    it('makes and changes these files, and no others', async () => {
      using workspace = await house();
      await scaffold(workspace.tree, kind, options);
      expect(workspace.changes()).toStrictEqual(
        [
          ...sample.creates.map((path) => `CREATE ${path}`),
          ...sample.updates.map((path) => `UPDATE ${path}`),
        ].sort(),
      );
    });

    it('leaves no placeholder in a path or a text, and formats as the workspace does', async () => {
      using workspace = await house();
      await scaffold(workspace.tree, kind, options);
      for (const path of [...sample.creates, ...sample.updates]) {
        const text = workspace.text(path) ?? '';
        expect(path).not.toMatch(/__|\.template$/);
        expect(text, path).not.toMatch(/<%|%>/);
        const settings = await resolveConfig(join(workspace.tree.root, path));
        if (/\.(?:ts|tsx|json|md|ya?ml|css|mjs)$/.test(path)) {
          expect(await format(text, { ...settings, filepath: path }), path).toBe(text);
        }
      }
    });

    it('takes a description letter by letter', async () => {
      using workspace = await house();
      const description = 'Prices & "offers" of today\'s <day>, a | b */ c.';
      const { root } = await kind.blueprint(options, workspace.tree);
      await scaffold(workspace.tree, kind, { ...options, description });
      for (const path of sample.creates) {
        const text = workspace.text(path) ?? '';
        expect(text, path).not.toMatch(/&(?:amp|lt|gt|quot|#)/);
        if (path === `${root}/package.json`)
          expect(JSON.parse(text)).toMatchObject({ description });
      }
    });

    it('changes nothing when it is run again', async () => {
      using workspace = await house();
      await scaffold(workspace.tree, kind, options);
      const again = await scaffold(workspace.next(), kind, options);
      expect(workspace.changes()).toStrictEqual([]);
      await again();
      expect(vi.mocked(console.log).mock.calls.flat().join('\n')).toMatch(
        /is there already\. Nothing was changed\./,
      );
    });

    it.each([
      ['PriceList', 'price-list'],
      ['price_list', 'price-list'],
      ['@scope/price-list', 'price-list'],
      ['2-prices', 'prices'],
    ])('refuses the name %s and suggests %s', async (name, right) => {
      using workspace = await house();
      await expect(scaffold(workspace.tree, kind, { ...options, name })).rejects.toThrow(
        expect.objectContaining({
          code: 'GENERATE_REFUSED',
          message: expect.stringContaining(`\`${right}\``),
        }),
      );
      expect(workspace.changes()).toStrictEqual([]);
    });

    it('refuses a workspace of another layout, and names what it lacks', async () => {
      using workspace = await houseTree({ ...sample.house, 'vitest.base.mjs': undefined });
      await expect(scaffold(workspace.tree, kind, options)).rejects.toThrow(
        'This workspace has no vitest.base.mjs.',
      );
      expect(workspace.changes()).toStrictEqual([]);
    });

    if (sample.removable !== false) {
      it('is removed without a trace', async () => {
        using workspace = await house();
        const before = snapshot(workspace.tree.root);
        await scaffold(workspace.tree, kind, options);
        await unscaffold(workspace.next(), {
          project: (await kind.blueprint(options, workspace.tree)).root,
        });
        workspace.next();
        expect(snapshot(workspace.tree.root)).toStrictEqual(before);
      });

      it('takes no place in which something else stands', async () => {
        using empty = await house();
        const { root } = await kind.blueprint(options, empty.tree);
        using workspace = await houseTree({ ...sample.house, [`${root}/notes.txt`]: 'mine' });
        await expect(scaffold(workspace.tree, kind, options)).rejects.toThrow(
          `${root} is there, and no ${kind.name}. Choose another name for the ${kind.name}.`,
        );
        expect(workspace.changes()).toStrictEqual([]);
      });
    }
  });
}
