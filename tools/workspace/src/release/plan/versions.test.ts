import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planRelease } from './plan-release.ts';

const workspaceConfig = join(import.meta.dirname, '../../../../../.changeset/config.json');
const configSchema = z.looseObject({ fixed: z.array(z.array(z.string())) });

describe('the versions of a release', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'release-plan-'));
    write('package.json', { name: 'small', private: true, workspaces: ['libs/*', 'apps/*'] });
    write('libs/rows/package.json', { name: '@acme/rows', version: '1.0.0' });
    write('libs/store/package.json', {
      ...{ name: '@acme/store', version: '0.3.0' },
      dependencies: { '@acme/rows': '*' },
    });
    write('libs/queue/package.json', {
      ...{ name: '@acme/queue', version: '2.1.0' },
      peerDependencies: { '@acme/store': '*' },
    });
    write('libs/colours/package.json', { name: '@acme/colours', version: '1.0.0' });
    write('apps/shop/package.json', {
      ...{ name: '@acme/shop', version: '1.0.0', private: true },
      dependencies: { '@acme/queue': '*' },
    });
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });
  function write(path: string, content: object | string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(
      join(root, path),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    );
  }
  /** With the settings of this workspace. */
  const changesets = (files: Readonly<Record<string, string>>): void => {
    mkdirSync(join(root, '.changeset'));
    cpSync(workspaceConfig, join(root, '.changeset/config.json'));
    const config = configSchema.parse(JSON.parse(readFileSync(workspaceConfig, 'utf8')));
    write('.changeset/config.json', { ...config, fixed: [] });
    for (const [name, text] of Object.entries(files)) write(`.changeset/${name}`, text);
  };
  const planned = async (only?: readonly string[]): Promise<string[]> => {
    const plan = await planRelease({ root, changesets: true, ...(only ? { only } : {}) });
    return plan.packages.map(({ manifest, version }) => `${manifest.name}@${version}`);
  };

  it('are what manifests say where nothing waits', async () => {
    const now = [
      '@acme/colours@1.0.0',
      '@acme/rows@1.0.0',
      '@acme/store@0.3.0',
      '@acme/queue@2.1.0',
    ];
    expect(await planned()).toStrictEqual(now);
    changesets({});
    expect(await planned()).toStrictEqual(now);
  });

  it('are those of the changesets, and every dependent is released too: its published ranges change', async () => {
    changesets({ 'rows.md': "---\n'@acme/rows': minor\n---\n\nMore rows.\n" });
    const manifest = readFileSync(join(root, 'libs/rows/package.json'), 'utf8');
    const [, rows, store, queue] = await planned();
    expect([rows, store]).toStrictEqual(['@acme/rows@1.1.0', '@acme/store@0.3.1']);
    expect(queue).toBe('@acme/queue@2.1.1');
    expect(await planned(['@acme/store'])).toStrictEqual(['@acme/rows@1.1.0', '@acme/store@0.3.1']);
    // Asking changes nothing.
    expect(readFileSync(join(root, 'libs/rows/package.json'), 'utf8')).toBe(manifest);
    expect(readFileSync(join(root, '.changeset/rows.md'), 'utf8')).toContain('More rows.');
  });

  it('are refused, with what changesets says, for a package that is not there', async () => {
    changesets({ 'gone.md': "---\n'@acme/gone': minor\n---\n\nGone.\n" });
    await expect(planned()).rejects.toThrow(/^changeset version fails: [^]*@acme\/gone/);
  });
});
