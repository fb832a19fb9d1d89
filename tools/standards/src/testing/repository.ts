import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository on disk, made for one test. */
export interface Repository {
  readonly root: string;
  write(tree: Readonly<Record<string, string | object>>): void;
  read(path: string): string;
  git(...args: string[]): string;
  remove(): void;
}

/** Makes a repository with one commit on `main`. */
export function createRepository(tree: Readonly<Record<string, string | object>>): Repository {
  const root = mkdtempSync(join(tmpdir(), 'standards-repository-'));
  const repository: Repository = {
    root,
    write(files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(join(root, dirname(path)), { recursive: true });
        writeFileSync(
          join(root, path),
          typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`,
        );
      }
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    git: (...args) =>
      execFileSync(
        'git',
        ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', ...args],
        {
          cwd: root,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  repository.write(tree);
  repository.git('init', '--quiet', '--initial-branch=main');
  repository.git('config', 'user.name', 'Test');
  repository.git('config', 'user.email', 'test@example.invalid');
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message=first');
  return repository;
}

/** A small npm workspace in which `b` depends on `a`, and in which `a` hides a dependency by path. */
export const smallWorkspace: Readonly<Record<string, string | object>> = {
  'package.json': {
    name: 'small',
    private: true,
    type: 'module',
    workspaces: ['libs/*'],
    packageManager: 'npm@11.0.0',
    engines: { node: '>=20' },
  },
  'package-lock.json': { name: 'small', lockfileVersion: 3, packages: {} },
  '.gitignore': 'node_modules/\n.standards/\n',
  'libs/a/package.json': {
    name: 'a',
    version: '1.0.0',
    private: true,
    type: 'module',
    dependencies: { c: 'file:../c' },
  },
  'libs/b/package.json': {
    name: 'b',
    version: '1.0.0',
    private: true,
    type: 'module',
    dependencies: { a: '*' },
  },
  'libs/c/package.json': { name: 'c', version: '1.0.0', private: true, type: 'module' },
};
