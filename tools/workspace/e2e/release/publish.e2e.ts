import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';
import { openRegistry } from '../../src/release/registry/registry.ts';
import type { LocalRegistry } from '../../src/release/registry/verdaccio.ts';
import { startRegistry } from '../../src/release/registry/verdaccio.ts';
import { digests } from '../../src/release/tarball/release.ts';
import type { FaultyRegistry } from './faulty-registry.ts';
import { faultyRegistry } from './faulty-registry.ts';
import { packAll, smallWorkspace } from './small-workspace.ts';

const bin = join(import.meta.dirname, '../../src/release/bin.ts');

describe('publishing', () => {
  let workspace: OutsideFolder;
  let tarballs: string;
  let registry: LocalRegistry;
  let faulty: FaultyRegistry | undefined;
  beforeEach(async () => {
    workspace = smallWorkspace();
    tarballs = join(workspace.root, 'tarballs');
    await packAll(workspace, tarballs);
    registry = await startRegistry({ folder: join(workspace.root, 'registry'), scopes: ['@acme'] });
  });
  afterEach(async () => {
    await faulty?.close();
    faulty = undefined;
    await registry?.stop();
    workspace?.remove();
  });
  const command = (url: string, ...more: string[]): [string, string[]] => [
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', bin, 'publish', tarballs],
      ...['--registry', url, ...more],
    ],
  ];
  const token = (): NodeJS.ProcessEnv => ({
    ...{ NODE_AUTH_TOKEN: registry.token, GITHUB_ACTIONS: '' },
  });
  const publish = (url = registry.url, ...more: string[]) =>
    workspace.run(...command(url, ...more), token());
  const contents = async (): Promise<Record<string, string | undefined>> => {
    const found: Record<string, string | undefined> = {};
    for (const name of ['rows', 'store', 'queue']) {
      const versions = await openRegistry(registry.url).versions(`@acme/${name}`);
      found[name] = versions.get('1.0.0')?.integrity;
    }
    return found;
  };
  const packed = (): Record<string, string> =>
    Object.fromEntries(
      ['rows', 'store', 'queue'].map((name) => [
        name,
        digests(join(tarballs, `acme-${name}-1.0.0.tgz`)).integrity,
      ]),
    );

  it('sends each tarball once, as it was packed, what is needed first', async () => {
    expect(await publish(registry.url, '--dry-run')).toStrictEqual({
      code: 0,
      stdout:
        '@acme/rows@1.0.0: would publish\n@acme/store@1.0.0: would publish\n@acme/queue@1.0.0: would publish\n',
      stderr: '',
    });
    expect(await contents()).toStrictEqual({ rows: undefined, store: undefined, queue: undefined });
    expect(await publish()).toStrictEqual({
      code: 0,
      stdout:
        '@acme/rows@1.0.0: published\n@acme/store@1.0.0: published\n@acme/queue@1.0.0: published\n',
      stderr: '',
    });
    expect(await contents()).toStrictEqual(packed());
    expect(await publish()).toStrictEqual({
      code: 0,
      stdout: '@acme/rows@1.0.0: there\n@acme/store@1.0.0: there\n@acme/queue@1.0.0: there\n',
      stderr: '',
    });
  });

  it('killed in the middle, goes on with what is missing', async () => {
    faulty = await faultyRegistry(registry.url, '@acme/store', 'hangs');
    const [node, args] = command(faulty.url);
    const child = spawn(node, args, {
      ...{ cwd: workspace.root, stdio: 'ignore', detached: true },
      env: { ...workspace.env, ...token() },
    });
    const ended = once(child, 'exit');
    await faulty.happened;
    if (child.pid === undefined) throw new Error('The child has no id.');
    process.kill(-child.pid, 'SIGKILL');
    expect(await ended).toStrictEqual([null, 'SIGKILL']);
    expect(await contents()).toStrictEqual({ ...packed(), store: undefined, queue: undefined });
    expect(await publish()).toMatchObject({
      code: 0,
      stdout:
        '@acme/rows@1.0.0: there\n@acme/store@1.0.0: published\n@acme/queue@1.0.0: published\n',
    });
    expect(await contents()).toStrictEqual(packed());
  });

  it('stops at a registry that fails, says what is missing, and goes on later', async () => {
    faulty = await faultyRegistry(registry.url, '@acme/store', 'fails');
    const ran = await publish(faulty.url);
    expect(ran).toMatchObject({ code: 1, stdout: '@acme/rows@1.0.0: published\n' });
    expect(ran.stderr).toMatch(/^✗ @acme\/store@1\.0\.0 was not published: [^]*\b500\b/);
    expect(ran.stderr).toContain('\n1 published in this run, 2 missing.\n');
    expect(ran.stderr).toContain('only what is missing is published.');
    expect(ran.stderr).not.toContain(registry.token);
    expect(await publish()).toMatchObject({
      code: 0,
      stdout:
        '@acme/rows@1.0.0: there\n@acme/store@1.0.0: published\n@acme/queue@1.0.0: published\n',
    });
  });

  it('takes a lost answer for what it is: the package arrived', async () => {
    faulty = await faultyRegistry(registry.url, '@acme/store', 'loses the answer');
    expect(await publish(faulty.url)).toMatchObject({
      code: 0,
      stdout:
        '@acme/rows@1.0.0: published\n@acme/store@1.0.0: published\n@acme/queue@1.0.0: published\n',
    });
    expect(await contents()).toStrictEqual(packed());
  });

  it('never overwrites: other content under a version stops it before anything is sent', async () => {
    await publish(registry.url);
    const before = await contents();
    workspace.write({ 'libs/queue/dist/index.js': "export const name = 'changed';\n" });
    await packAll(workspace, tarballs);
    const ran = await publish();
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(
      `✗ ${registry.url} has @acme/queue@1.0.0 already, with other content. Nothing was published; a version is never overwritten.`,
    );
    expect(ran.stderr).toContain('npm run changeset');
    expect(await contents()).toStrictEqual(before);
  });

  it('refuses a registry that is gone, one that is not of this machine, and a tarball that was touched', async () => {
    await registry.stop();
    const gone = await publish();
    expect(gone).toMatchObject({ code: 1, stdout: '' });
    expect(gone.stderr).toContain('does not answer: ECONNREFUSED.');
    const far = await publish('https://npm.example.invalid/');
    expect(far).toMatchObject({ code: 1, stdout: '' });
    expect(far.stderr).toContain(
      '✗ https://npm.example.invalid/ is no registry of this machine, and this is not the release workflow.',
    );
    workspace.write({ 'tarballs/acme-store-1.0.0.tgz': 'something else' });
    const touched = await publish();
    expect(touched).toMatchObject({ code: 1, stdout: '' });
    expect(touched.stderr).toContain('acme-store-1.0.0.tgz is not what was packed for @acme/store');
  });

  it('packs the same bytes again, without what belongs to this workspace', async () => {
    const first = packed();
    await packAll(workspace, tarballs);
    expect(packed()).toStrictEqual(first);
    await workspace.succeed('tar', ['-xzf', 'tarballs/acme-queue-1.0.0.tgz']);
    expect(
      JSON.parse(readFileSync(join(workspace.root, 'package/package.json'), 'utf8')),
    ).toStrictEqual({
      ...{ name: '@acme/queue', version: '1.0.0', type: 'module', files: ['dist'] },
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
      dependencies: { '@acme/store': '^1.0.0' },
    });
  });

  it('packs nothing that lacks its build, or names what is not there', async () => {
    await workspace.succeed('rm', ['libs/store/dist/index.d.ts']);
    await expect(packAll(workspace, tarballs)).rejects.toThrow(
      '2 things keep tarballs from being published:\n  @acme/store: exports["."].types names ./dist/index.d.ts, which is not packed\n  @acme/store: exports . comes without declarations',
    );
    await workspace.succeed('rm', ['-r', 'libs/store/dist']);
    await expect(packAll(workspace, tarballs)).rejects.toThrow(
      'libs/store/dist is not there: @acme/store is not built.',
    );
  });
});
