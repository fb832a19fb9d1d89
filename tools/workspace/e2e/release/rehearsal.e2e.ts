import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';
import { outsideFolder } from '../../src/outside/outside-folder.ts';

const root = join(import.meta.dirname, '../../../..');

interface Rehearsed {
  readonly name: string;
  readonly version: string;
  readonly size: number;
  readonly download: { readonly bytes: number; readonly packages: number };
}

/** Every package of the workspace that says nothing of being private. */
function published(): string[] {
  return globSync('{libs,tools,apps}/**/package.json', {
    cwd: root,
    exclude: (path) =>
      /(?:^|\/)(?:node_modules|dist|fixtures|src|files|e2e|out-tsc|reports)$/.test(path),
  })
    .map((path) => JSON.parse(readFileSync(join(root, path), 'utf8')))
    .flatMap((manifest) => (manifest.private === true ? [] : [manifest.name]))
    .sort();
}

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
      // As a person starts it: `npm run` puts every setting of the user's npm into the environment.
      const ran = await home.run(
        'npm',
        ['run', '--silent', '--prefix', root, 'release:rehearse', '--', '--json'],
        { TMPDIR: join(home.root, 'tmp') },
      );
      expect(ran.code, `${ran.stdout}${ran.stderr}`).toBe(0);
      const report = JSON.parse(ran.stdout);
      expect(report).toMatchObject({
        schemaVersion: 1,
        ok: true,
        strangers: [
          { title: 'npm, JavaScript', ok: true },
          { title: 'npm, with every optional peer', ok: true },
          { title: 'TypeScript, nodenext', ok: true },
          { title: 'TypeScript, bundler', ok: true },
          { title: 'pnpm, JavaScript', ok: true },
          { title: 'npx standards', ok: true },
          { title: 'Nx plugin', ok: true },
        ],
      });
      const byName = new Map<string, Rehearsed>(
        report.packages.map((one: Rehearsed) => [one.name, one]),
      );
      expect([...byName.keys()].sort()).toStrictEqual(published());
      expect(byName.get('@h-j-petroleum/standards')).toMatchObject({ bins: ['standards'] });
      expect(byName.get('@vector-toolkit/core')).toMatchObject({ siblings: [] });
      expect(byName.get('@vector-toolkit/stores-postgres')).toMatchObject({
        siblings: ['@vector-toolkit/core'],
      });
      for (const { size, download } of byName.values()) {
        expect(download.bytes).toBeGreaterThanOrEqual(size);
      }
      expect(byName.get('@vector-toolkit/stores-postgres')?.download.packages).toBeGreaterThan(2);
      const { text } = report.strangers.find(
        (stranger: { title: string }) => stranger.title === 'npx standards',
      );
      // The version that it is released with, which is not yet the one in the sources.
      expect(text).toContain(`standards ${byName.get('@h-j-petroleum/standards')?.version} `);
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
