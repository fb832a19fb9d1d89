import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFiles } from '../workspace/disk-files.ts';
import { readWorkspace } from './read-workspace.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

interface Expected {
  readonly reader: string;
  /** Name, version and source of the package manager. */
  readonly packageManager: string;
  readonly members: readonly string[];
  /** Code, file and line of each problem. */
  readonly problems: readonly string[];
  /** Each catalog with one line for an entry. */
  readonly catalogs?: Readonly<Record<string, readonly string[]>>;
}

const expected: Readonly<Record<string, Expected>> = {
  'npm/valid': {
    reader: 'npm',
    packageManager: 'npm 11.4.2 declared',
    members: ['@valid/a', '@valid/b', '@valid/cli'],
    problems: [],
  },
  'npm/invalid': {
    reader: 'npm',
    packageManager: 'npm - default',
    members: ['packages/a', 'packages/b', 'packages/c', 'packages/d'],
    problems: [
      'pattern-matches-nothing package.json:6',
      'manifest-missing package.json:7',
      'pattern-matches-nothing package.json:8',
      'manifest-unreadable packages/c/package.json:3',
      'manifest-unreadable packages/d/package.json:1',
    ],
  },
  'npm/edge': {
    reader: 'npm',
    packageManager: 'npm - default',
    members: ['@scope/b', '@edge/a', '@edge/nested', '@edge/kept', '@edge/old', 'packages/unnamed'],
    problems: [],
  },
  'yarn-classic/valid': {
    reader: 'yarn',
    packageManager: 'yarn - lock-file',
    members: ['@valid/a', '@valid/b'],
    problems: [],
  },
  'yarn-classic/invalid': {
    reader: 'yarn',
    packageManager: 'yarn 1.22.22 declared',
    members: [],
    problems: ['workspace-file-unreadable package.json:6'],
  },
  'yarn-classic/edge': {
    reader: 'yarn',
    packageManager: 'yarn - lock-file',
    members: ['@edge/a', '@edge/kept'],
    problems: [],
  },
  'yarn-berry/valid': {
    reader: 'yarn',
    packageManager: 'yarn 4.10.3 declared',
    members: ['@valid/a', '@valid/group', '@valid/b'],
    problems: [],
    catalogs: { default: ['react ^19.1.0'], old: ['react ^18.3.1'] },
  },
  'yarn-berry/invalid': {
    reader: 'yarn',
    packageManager: 'yarn - lock-file',
    members: ['@invalid/a'],
    problems: [
      'pattern-matches-nothing packages/a/package.json:5',
      'manifest-missing packages/a/package.json:6',
      'workspace-file-unreadable .yarnrc.yml:3',
    ],
  },
  'yarn-berry/edge': {
    reader: 'yarn',
    packageManager: 'yarn - lock-file',
    members: ['@edge/a', '@edge/inner'],
    problems: ['manifest-missing packages/a/package.json:5'],
  },
  'pnpm/valid': {
    reader: 'pnpm',
    packageManager: 'pnpm 10.28.0 declared',
    members: ['@valid/web', '@valid/a'],
    problems: [],
    catalogs: { default: ['react ^19.1.0', 'vite 7.10'], old: ['react ^18.3.1'] },
  },
  'pnpm/invalid': {
    reader: 'pnpm',
    packageManager: 'pnpm - workspace-file',
    members: ['@invalid/a', 'packages/yaml'],
    problems: [
      'pattern-matches-nothing pnpm-workspace.yaml:4',
      'manifest-missing pnpm-workspace.yaml:5',
      'members-unsupported packages/yaml/package.yaml:1',
    ],
  },
  'pnpm/broken': {
    reader: 'pnpm',
    packageManager: 'pnpm - workspace-file',
    members: [],
    problems: ['workspace-file-unreadable pnpm-workspace.yaml:4'],
  },
  'pnpm/edge': {
    reader: 'single',
    packageManager: 'pnpm 10.28.0 declared',
    members: ['pnpm-edge'],
    problems: [],
    catalogs: { default: ['react ^19.1.0'] },
  },
  'bun/valid': {
    reader: 'bun',
    packageManager: 'bun - lock-file',
    members: ['@valid/a'],
    problems: [],
    catalogs: { default: ['react ^19.1.0'], testing: ['vitest ^3.2.0'] },
  },
  'bun/invalid': {
    reader: 'bun',
    packageManager: 'bun - lock-file',
    members: ['@invalid/a'],
    problems: [
      'workspace-file-unreadable package.json:7',
      'pattern-matches-nothing package.json:6',
    ],
  },
  'bun/edge': {
    reader: 'bun',
    packageManager: 'bun 1.3.0 declared',
    members: ['@edge/b', '@edge/spelt-out'],
    problems: [],
    catalogs: { default: ['react ^19.1.0'] },
  },
  'rush/valid': {
    reader: 'rush',
    packageManager: 'pnpm 9.15.0 workspace-file',
    members: ['@valid/web', '@valid/a'],
    problems: [],
    catalogs: { default: ['react ^19.1.0'], old: ['react ^18.3.1'] },
  },
  'rush/invalid': {
    reader: 'rush',
    packageManager: 'npm 10.9.0 workspace-file',
    members: ['@invalid/another'],
    problems: [
      'workspace-file-unreadable rush.json:5',
      'manifest-missing rush.json:6',
      'workspace-file-unreadable rush.json:7',
    ],
  },
  'rush/edge': {
    reader: 'rush',
    packageManager: 'npm - default',
    members: [],
    problems: ['workspace-file-unreadable rush.json:5'],
  },
  'single/valid': {
    reader: 'single',
    packageManager: 'npm - lock-file',
    members: ['single-valid'],
    problems: [],
  },
  'single/invalid': {
    reader: 'single',
    packageManager: 'npm - default',
    members: ['single-invalid'],
    problems: ['members-unsupported lerna.json:3'],
  },
  'single/edge': {
    reader: 'single',
    packageManager: 'npm - default',
    members: ['.'],
    problems: ['manifest-unreadable package.json:4'],
  },
};

describe('fixture repositories', () => {
  it('are all expected here, and the expected ones are all there', () => {
    const found = readdirSync(fixtures).flatMap((kind) =>
      readdirSync(join(fixtures, kind)).map((state) => `${kind}/${state}`),
    );
    expect(found.sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.keys(expected))('reads %s', async (fixture) => {
    const root = join(fixtures, fixture);
    const workspace = await readWorkspace(diskFiles(root), { root });
    const { name, version, source } = workspace.packageManager;
    expect({
      reader: workspace.reader,
      packageManager: `${name} ${version ?? '-'} ${source}`,
      members: workspace.members.map(({ id }) => id),
      problems: workspace.problems.map(({ code, file, line }) => `${code} ${file}:${line}`),
      catalogs: Object.fromEntries(
        workspace.catalogs.map((catalog) => [
          catalog.name,
          Object.entries(catalog.entries).map((entry) => entry.join(' ')),
        ]),
      ),
    }).toEqual({ catalogs: {}, ...expected[fixture] });
  });
});
