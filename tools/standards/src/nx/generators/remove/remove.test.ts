import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scaffold } from '../../scaffold/scaffold.ts';
import { houseTree } from '../../scaffold/testing/house-tree.ts';
import { toolkitPackage } from '../toolkit-package/toolkit-package.ts';
import remove from './remove.ts';

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the generator remove', () => {
  it.each([
    'libs/toolkit/price-list',
    './libs/toolkit/price-list/',
    'price-list',
    '@h-j-petroleum/toolkit-price-list',
  ])('finds what is meant by %s', async (project) => {
    using house = await houseTree();
    await scaffold(house.tree, toolkitPackage, { name: 'price-list' });
    await remove(house.next(), { project });
    expect(house.changes()).toContain('DELETE libs/toolkit/price-list');
  });

  it('removes a package that was made by hand with its entries, and what only it was announced by', async () => {
    using house = await houseTree({
      'libs/toolkit/signals/package.json': { name: '@h-j-petroleum/toolkit-signals' },
      '.changeset/both.md':
        "---\n'@h-j-petroleum/toolkit-clock': patch\n'@h-j-petroleum/toolkit-signals': minor\n---\n\nWords.\n",
    });
    await remove(house.tree, { project: 'clock' });
    expect(house.changes()).toStrictEqual([
      'DELETE .changeset/waiting.md',
      'DELETE libs/toolkit/clock',
      'UPDATE .changeset/both.md',
      'UPDATE README.md',
      'UPDATE tsconfig.json',
    ]);
    expect(house.text('.changeset/both.md')).toBe(
      "---\n'@h-j-petroleum/toolkit-signals': minor\n---\n\nWords.\n",
    );
    expect(house.text('README.md')).not.toContain('clock');
  });

  it('refuses while others depend on it, and names them', async () => {
    using house = await houseTree();
    await expect(remove(house.tree, { project: 'clock' })).rejects.toThrow(
      'libs/toolkit/clock is used by libs/toolkit/signals. Take it out of their manifests first, or add --force.',
    );
    expect(house.changes()).toStrictEqual([]);
    await remove(house.tree, { project: 'clock', force: true });
    expect(house.changes()).toContain('DELETE libs/toolkit/clock');
  });

  it.each([
    ['signal', 'Nothing here is called `signal`. Did you mean signals?'],
    [
      'nothing-like-it',
      'Nothing here is called `nothing-like-it`. `nx show projects` lists what there is.',
    ],
    ['.', 'Nothing here is called `.`. `nx show projects` lists what there is.'],
    ['', 'Nothing here is called ``. `nx show projects` lists what there is.'],
  ])('refuses %j', async (project, message) => {
    using house = await houseTree();
    await expect(remove(house.tree, { project })).rejects.toThrow(
      expect.objectContaining({ code: 'GENERATE_REFUSED', message }),
    );
    expect(house.changes()).toStrictEqual([]);
  });

  it('asks which one, where a name is that of two', async () => {
    using house = await houseTree({
      'apps/clock/package.json': { name: '@h-j-petroleum/clock' },
    });
    await expect(remove(house.tree, { project: 'clock' })).rejects.toThrow(
      '`clock` can be apps/clock or libs/toolkit/clock. Write the folder.',
    );
  });

  it('forgets settings that were written for it, and says where it is still named', async () => {
    using house = await houseTree({
      'standards.config.json': {
        skills: {
          'perf:bundle-budget': {
            options: {
              projects: { 'libs/toolkit/signals': { exports: ['.'] }, 'libs/toolkit/clock': {} },
            },
          },
        },
      },
      'docs/other.md': 'See @h-j-petroleum/toolkit-signals-two.\n',
      'docs/notes.md':
        'One.\nSee libs/toolkit/signals/README.md.\n@h-j-petroleum/toolkit-signals is it.\n',
    });
    const after = await remove(house.tree, { project: 'signals', skipInstall: true });
    expect(house.json('standards.config.json')).toStrictEqual({
      skills: { 'perf:bundle-budget': { options: { projects: { 'libs/toolkit/clock': {} } } } },
    });
    await after();
    expect(printed).toStrictEqual(['still named: docs/notes.md:2 and 1 more']);
  });

  it('leaves nothing of the folder on the disk, not even what git ignores', async () => {
    using house = await houseTree();
    const { root } = house.tree;
    mkdirSync(join(root, 'libs/toolkit/signals/dist'));
    writeFileSync(join(root, 'libs/toolkit/signals/dist/index.js'), '');
    const after = await remove(house.tree, { project: 'signals', skipInstall: true });
    house.next();
    await after();
    expect(existsSync(join(root, 'libs/toolkit/signals'))).toBe(false);
    expect(existsSync(join(root, 'libs/toolkit/clock'))).toBe(true);
    await (
      await remove(house.tree, { project: 'clock', skipInstall: true })
    )();
    expect(existsSync(join(root, 'libs'))).toBe(false);
  });
});
