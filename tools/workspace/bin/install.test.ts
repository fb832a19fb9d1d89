import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workspace-install-'));
  mkdirSync(join(root, 'tools/workspace'), { recursive: true });
  cpSync(import.meta.dirname, join(root, 'tools/workspace/bin'), { recursive: true });
  writeFileSync(
    join(root, 'package.json'),
    '{ "name": "probe", "private": true, "version": "1.0.0" }\n',
  );
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({
      name: 'probe',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': { name: 'probe', version: '1.0.0' } },
    }),
  );
  writeFileSync(
    join(root, 'go.mjs'),
    "import { install } from './tools/workspace/bin/install.mjs';\nawait install();\nconsole.log('ready');\n",
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const go = () => spawnSync(process.execPath, ['go.mjs'], { cwd: root, encoding: 'utf8' });

describe('installing what is missing', () => {
  it('installs once, and again only when the lock file changes', () => {
    const first = go();
    expect(first.stdout).toContain('Installing the packages of the workspace');
    expect(first.stdout).toMatch(/ready\n$/);
    expect(go().stdout).toBe('ready\n');
    const lock = join(root, 'package-lock.json');
    writeFileSync(lock, `${readFileSync(lock, 'utf8')}\n`);
    expect(go().stdout).toContain('Installing the packages of the workspace');
  });

  it('explains a failure in one screen, and does not take it for done', () => {
    writeFileSync(
      join(root, 'package.json'),
      '{ "name": "probe", "version": "1.0.0", "dependencies": { "left-pad": "1.0.0" } }\n',
    );
    const failed = go();
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('✗ The packages could not be installed: `npm ci` failed.');
    expect(failed.stderr).toContain(
      'package.json and package-lock.json disagree: run `npm install` and commit the lock file.',
    );
    expect(failed.stderr.split('\n').length).toBeLessThan(30);
    expect(failed.stdout).not.toContain('ready');
    expect(go().status).toBe(1);
  });

  it('is safe against two at once', async () => {
    const runs = [0, 1].map(
      () =>
        new Promise<string>((resolve) => {
          const child = spawn(process.execPath, ['go.mjs'], { cwd: root });
          let out = '';
          child.stdout.on('data', (data) => (out += String(data)));
          child.on('close', (code) => resolve(`${out}${code}`));
        }),
    );
    const outputs = await Promise.all(runs);
    for (const output of outputs) expect(output).toMatch(/ready\n0$/);
    expect(outputs.filter((output) => output.includes('Installing the packages'))).toHaveLength(1);
  });

  it('takes the lock of a process that is gone for none', () => {
    mkdirSync(join(root, '.nx'));
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(root, '.nx/install.lock'), String(gone));
    expect(go().stdout).toMatch(/ready\n$/);
  });

  it('takes a lock that was never written whole for none, once it is old', () => {
    mkdirSync(join(root, '.nx'));
    const lock = join(root, '.nx/install.lock');
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    expect(go().stdout).toMatch(/ready\n$/);
  });

  it('is content with what npm ci by hand installed, and not with a part of it', () => {
    const wanted = { 'node_modules/x': { version: '1.0.0', integrity: 'sha512-x' } };
    const members = { '': { name: 'probe', version: '1.0.0' }, 'libs/a': {} };
    const optional = { 'node_modules/other-system': { version: '1.0.0', optional: true } };
    const lock = { name: 'probe', version: '1.0.0', lockfileVersion: 3 };
    writeFileSync(
      join(root, 'package-lock.json'),
      JSON.stringify({ ...lock, packages: { ...members, ...wanted, ...optional } }),
    );
    mkdirSync(join(root, 'node_modules'));
    const record = join(root, 'node_modules/.package-lock.json');
    writeFileSync(record, JSON.stringify({ ...lock, packages: wanted }));
    expect(go().stdout).toBe('ready\n');

    rmSync(join(root, 'node_modules/.installed-from'));
    const older = { 'node_modules/x': { version: '0.9.0', integrity: 'sha512-x' } };
    writeFileSync(record, JSON.stringify({ ...lock, packages: older }));
    expect(go().stdout).toContain('Installing the packages of the workspace');
  });
});
