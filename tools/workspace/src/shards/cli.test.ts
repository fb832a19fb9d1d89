import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutsideFolder } from '../outside/outside-folder.ts';
import { outsideFolder } from '../outside/outside-folder.ts';
import { main } from './cli.ts';

const modules = join(import.meta.dirname, '../../../../node_modules');
const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];

let workspace: OutsideFolder;
beforeAll(async () => {
  workspace = outsideFolder({ prefix: 'shards-' });
  const member = (name: string, targets: object, dependencies: object = {}): object => ({
    ...{ name, version: '1.0.0', private: true, dependencies, nx: { targets } },
  });
  workspace.write({
    'package.json': { name: 'small', private: true, workspaces: ['libs/*'] },
    'nx.json': {
      analytics: false,
      neverConnectToCloud: true,
      targetDefaults: { test: { command: 'true' } },
    },
    '.gitignore': 'node_modules\n.nx\nrecords\n',
    'libs/a/package.json': member('a', { test: {} }),
    'libs/b/package.json': member('b', { test: {} }, { a: '*' }),
    'libs/c/package.json': member('c', { test: {} }),
    'libs/idle/package.json': member('idle', {}, { a: '*' }),
    'times.json': { schemaVersion: 1, seconds: { a: { test: 2 }, b: { test: 3 }, c: { test: 4 } } },
  });
  symlinkSync(modules, join(workspace.root, 'node_modules'));
  await workspace.succeed('git', ['init', '--quiet', '--initial-branch=main']);
  await workspace.succeed('git', ['add', '--all']);
  await workspace.succeed('git', [...author, 'commit', '--quiet', '--message=All']);
  workspace.write({ 'libs/a/index.js': 'export {};\n' });
  await workspace.succeed('git', ['add', '--all']);
  await workspace.succeed('git', [...author, 'commit', '--quiet', '--message=Change']);
});
afterAll(() => {
  workspace?.remove();
});

const run = (...args: string[]) => {
  let [stdout, stderr] = ['', ''];
  const code = main([...args, '--durations', 'times.json'], {
    root: workspace.root,
    write: (text) => (stdout += text),
    complain: (text) => (stderr += text),
  });
  return { code, stdout, stderr };
};

describe('npm run shards', () => {
  it('shares out what a change affects and has one of the targets, or all', () => {
    expect(run('--of', '2', '--base', 'HEAD~1', '--head', 'HEAD')).toStrictEqual({
      ...{ code: 0, stdout: '1  3 s  b\n2  2 s  a\n', stderr: '' },
    });
    expect(run('--of', '2', '--all')).toStrictEqual({
      ...{ code: 0, stdout: '1  4 s  c\n2  5 s  a b\n', stderr: '' },
    });
    const { stdout } = run('--of', '3', '--all', '--targets', 'deploy', '--json');
    const shard = { projects: [], seconds: 0 };
    expect(JSON.parse(stdout)).toStrictEqual({
      schemaVersion: 1,
      of: 3,
      shards: [shard, shard, shard],
    });
  });

  it('gives each machine its part, and gathers what they leave', () => {
    const part = (index: string) =>
      run('--of', '2', '--all', '--index', index, '--record', `records/${index}/shard.json`);
    const gather = () => run('--of', '2', '--gather', 'records');
    const missing = (index: number): string =>
      `✗ Shard ${index} of 2 did not pass, or did not run.\n`;
    expect(gather()).toStrictEqual({ code: 1, stdout: '', stderr: missing(1) + missing(2) });
    expect(part('2')).toStrictEqual({ code: 0, stdout: 'a,b\n', stderr: '' });
    expect(gather()).toStrictEqual({ code: 1, stdout: '', stderr: missing(1) });
    expect(part('1').stdout).toBe('c\n');
    expect(gather()).toStrictEqual({
      code: 0,
      stdout: '2 shards passed, 3 projects.\n',
      stderr: '',
    });
  });

  it.each([
    [[], '--of is missing; it is 1 to 999.'],
    [['--of', '0'], '--of is `0`; it is 1 to 999.'],
    [['--of', '2', '--index', '3'], '--index is 3, of 2.'],
    [['--of', '2', '--record', 'x'], '--record is of an --index.'],
    [['--of', '2', '--sideways'], "Unknown option '--sideways'"],
    [['--learn'], 'Nx has run nothing here.'],
  ])('refuses %j', (args, why) => {
    const { code, stdout, stderr } = run(...args);
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(why)).toBe(true);
    expect(stderr).toContain('npm run shards -- --of 4');
  });

  it('learns from the last run of Nx', () => {
    const at = (second: number): string => `2026-11-26T09:00:0${second}.000Z`;
    const task = { projectName: 'c', target: 'test', cacheStatus: 'cache-miss', status: 0 };
    workspace.write({
      '.nx/cache/run.json': { tasks: [{ ...task, startTime: at(0), endTime: at(1) }] },
    });
    expect(run('--learn').code).toBe(0);
    expect(run('--of', '1', '--all').stdout).toBe('1  6 s  a b c\n');
  });
});
