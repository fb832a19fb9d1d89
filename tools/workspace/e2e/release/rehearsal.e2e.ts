import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';
import { outsideFolder } from '../../src/outside/outside-folder.ts';

const bin = join(import.meta.dirname, '../../src/release/bin.ts');

/** The gate, which every way of installing is tried with, and a package that needs a sibling. */
const only = '@h-j-petroleum/standards,@vector-toolkit/stores-postgres';

/** Four installs from an empty cache, on a machine that may be busy. */
const patience = 900_000;

describe('the rehearsal of a release', () => {
  let home: OutsideFolder;
  beforeAll(() => {
    home = outsideFolder({ prefix: 'rehearsal-e2e-' });
    home.write({ 'tmp/.keep': '' });
  });
  afterAll(() => home?.remove());

  it(
    'packs, publishes and installs by every way, and leaves nothing behind',
    async () => {
      const ran = await home.run(
        process.execPath,
        [
          ...['--conditions=@h-j-petroleum/source', bin, 'rehearse'],
          ...['--no-build', '--json', '--only', only],
        ],
        { TMPDIR: join(home.root, 'tmp') },
      );
      expect(ran.code, `${ran.stdout}${ran.stderr}`).toBe(0);
      const report = JSON.parse(ran.stdout);
      expect(report).toMatchObject({
        schemaVersion: 1,
        ok: true,
        packages: [
          { name: '@h-j-petroleum/standards', bins: ['standards'] },
          { name: '@vector-toolkit/core', siblings: [] },
          { name: '@vector-toolkit/stores-postgres', siblings: ['@vector-toolkit/core'] },
        ],
        strangers: [
          { title: 'npm, JavaScript', ok: true },
          { title: 'npm, with every optional peer', ok: true },
          { title: 'TypeScript, nodenext', ok: true, text: '7 entries compile' },
          { title: 'TypeScript, bundler', ok: true, text: '7 entries compile' },
          { title: 'pnpm, JavaScript', ok: true },
          { title: 'npx standards', ok: true },
          { title: 'Nx plugin', ok: true },
        ],
      });
      for (const { size, download } of report.packages) {
        expect(download.bytes).toBeGreaterThanOrEqual(size);
      }
      expect(report.packages[2].download.packages).toBeGreaterThan(2);
      // npm keeps its compiled code there whoever starts it.
      const left = readdirSync(join(home.root, 'tmp')).filter(
        (name) => name !== 'node-compile-cache',
      );
      expect(left).toStrictEqual(['.keep']);
      expect(existsSync(join(home.root, '.npmrc'))).toBe(false);
    },
    patience,
  );
});
