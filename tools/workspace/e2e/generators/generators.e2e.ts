import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';
import { freshWorkspace } from './fresh-workspace.ts';
import { samples } from './samples.ts';

let workspace: OutsideFolder;
let foldersBefore: readonly string[];
beforeAll(async () => {
  workspace = await freshWorkspace();
  foldersBefore = foldersOf(workspace.root);
});
afterAll(() => workspace?.remove());

const nx = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await workspace.succeed('nx', args);
  return stdout + stderr;
};
const status = async (): Promise<string> =>
  (await workspace.succeed('git', ['status', '--porcelain'])).stdout;
const generate = (kind: string, ...more: string[]): Promise<string> =>
  nx('g', `@h-j-petroleum/standards:${kind}`, ...(samples[kind]?.args ?? []), ...more);
/** What Nx says that it makes and changes. */
const filesIn = (said: string): string[] =>
  [...said.matchAll(/^(?:CREATE|UPDATE) \S+/gm)].map(String).sort();
/** One install for all of them, after the last; a migration is none that would be installed. */
const unlinked = (kind: string): string[] => (kind === 'migration' ? [] : ['--skip-install']);
const kinds = Object.keys(samples);
const projects = [...new Set(Object.values(samples).flatMap(({ project }) => project ?? []))];

/** What tools make for themselves, in folders that are there anyway. */
const made = ['node_modules', 'dist', 'out-tsc', 'reports', '.git', '.nx', '.standards'];

/** Every folder of the workspace but those, empty ones too, which git does not see. */
function foldersOf(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !made.includes(entry.name))
    .map(({ name }) => join(folder, name))
    .sort()
    .flatMap((path) => [path, ...foldersOf(root, path)]);
}

// One story in order: each test takes the workspace as the one before left it.
describe('every generator, in a fresh workspace made from this one', () => {
  it('is asked for by what the workspace says that it can generate', async () => {
    const { stdout } = await workspace.succeed('npm', [
      'run',
      '--silent',
      'standards',
      '--',
      'list',
      '--generators',
      '--json',
    ]);
    const names = JSON.parse(stdout).generators.map(({ name }: { name: string }) => name);
    expect([...kinds, 'fix', 'init', 'remove'].sort()).toStrictEqual(names.sort());
  });

  it('all of them run, one after the other, each shown before by --dry-run', async () => {
    for (const kind of kinds) {
      const before = await status();
      const shown = await generate(kind, '--dry-run');
      expect(await status(), kind).toBe(before);
      expect(filesIn(await generate(kind, ...unlinked(kind))), kind).toStrictEqual(filesIn(shown));
    }
    await workspace.succeed('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline']);
    expect(await status()).not.toBe('');
    await workspace.succeed('git', ['switch', '--quiet', '--create', 'generated']);
    await workspace.succeed('git', ['add', '--all']);
    await workspace.succeed('git', ['commit', '--quiet', '--message=generated']);
  });

  it('a second run changes nothing', async () => {
    for (const kind of kinds) await generate(kind, ...unlinked(kind));
    expect(await status()).toBe('');
  });

  it('what is written is formatted as the workspace is', async () => {
    const { stdout } = await workspace.succeed('git', ['diff', '--name-only', 'main']);
    const files = stdout.split('\n').filter((file) => file !== '');
    await workspace.succeed('prettier', ['--check', '--ignore-unknown', ...files]);
  });

  it('lint, typecheck, test, build and e2e pass for each of them', async () => {
    const said = await nx(
      ...['run-many', '-t', 'lint', 'typecheck', 'test', 'build', 'e2e'],
      ...['-p', projects.join(','), '--outputStyle=static'],
    );
    expect(said).toContain('Successfully ran targets lint, typecheck, test, build, e2e');
  });

  it('every standard in enforce passes for each of them and for the workspace', async () => {
    const all = [...projects, '@h-j-petroleum/source'];
    const said = await nx(
      'run-many',
      '-t',
      'standards',
      '-p',
      all.join(','),
      '--outputStyle=static',
    );
    expect(said).toMatch(/standards: \d+ projects checked; 0 enforced,/);
    expect(said).not.toMatch(/not measured/);
  });

  it('the rules that tests hold every project to hold for them', async () => {
    await workspace.succeed('npx', [
      'vitest',
      'run',
      '--root=tools/workspace',
      'bin/property-tests.test.ts',
    ]);
  });

  it('what can be removed is gone without a trace', async () => {
    const removable = Object.values(samples).flatMap(({ remove }) => remove ?? []);
    for (const root of removable.reverse()) {
      await nx('g', 'remove', root, '--skip-install');
    }
    await workspace.succeed('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline']);
    const { stdout } = await workspace.succeed('git', ['diff', '--name-only', 'main']);
    expect(stdout).toBe('');
    expect(foldersOf(workspace.root)).toStrictEqual(foldersBefore);
  });
});
