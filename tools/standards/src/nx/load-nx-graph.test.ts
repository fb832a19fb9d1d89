import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRepository, type Repository } from '../testing/repository.ts';
import { loadNxGraph, nxEdgeFiles } from './load-nx-graph.ts';

/** A package of the name `nx` that answers as the real one does. */
function fakeNx(parts: { readonly graph?: string; readonly cache?: string }): Repository {
  return createRepository({
    'package.json': { name: 'root' },
    'node_modules/nx/package.json': { name: 'nx', version: '0.0.0' },
    'node_modules/nx/src/utils/workspace-root.js':
      'exports.setWorkspaceRoot = (root) => { exports.workspaceRoot = root; };',
    ...(parts.graph === undefined
      ? {}
      : { 'node_modules/nx/src/project-graph/project-graph.js': parts.graph }),
    ...(parts.cache === undefined
      ? {}
      : { 'node_modules/nx/src/project-graph/nx-deps-cache.js': parts.cache }),
  });
}

let workspace: Repository | undefined;
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
});

describe('loadNxGraph', () => {
  it('asks the Nx of that workspace, in that workspace', async () => {
    workspace = fakeNx({
      graph: `exports.createProjectGraphAsync = async (options) => ({
          nodes: {}, dependencies: {}, options, cwd: process.cwd(), root: require('../utils/workspace-root').workspaceRoot,
        });`,
    });
    const before = process.cwd();
    expect(await loadNxGraph(workspace.root)).toStrictEqual({
      nodes: {},
      dependencies: {},
      options: { exitOnError: false },
      cwd: workspace.root,
      root: workspace.root,
    });
    expect(process.cwd()).toBe(before);
  });

  it('fails where no Nx is installed, and comes back to where it was', async () => {
    workspace = createRepository({ 'package.json': { name: 'root' } });
    const before = process.cwd();
    await expect(loadNxGraph(workspace.root)).rejects.toThrow("Cannot find module 'nx/");
    expect(process.cwd()).toBe(before);
  });

  it('fails with what Nx says', async () => {
    workspace = fakeNx({
      graph:
        "exports.createProjectGraphAsync = async () => { throw new Error('two of one name'); };",
    });
    await expect(loadNxGraph(workspace.root)).rejects.toThrow('two of one name');
  });

  it('keeps what Nx prints out of the results', async () => {
    workspace = fakeNx({
      graph: `exports.createProjectGraphAsync = async () => {
        process.stdout.write('NX is talking');
        return { nodes: {}, dependencies: {} };
      };`,
    });
    const printed: string[] = [];
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed.push(`out: ${String(text)}`);
      return true;
    });
    const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      printed.push(`err: ${String(text)}`);
      return true;
    });
    await loadNxGraph(workspace.root);
    process.stdout.write('a report');
    out.mockRestore();
    err.mockRestore();
    expect(printed).toEqual(['err: NX is talking', 'out: a report']);
  });

  it('fails for an Nx that has another interface', async () => {
    workspace = fakeNx({ graph: 'exports.other = 1;' });
    await expect(loadNxGraph(workspace.root)).rejects.toThrow(
      'this version of Nx has no createProjectGraphAsync',
    );
  });

  it.each(['null', '"text"', '{ nodes: {} }', '{ dependencies: {} }'])(
    'fails for a graph that is %s',
    async (graph) => {
      workspace = fakeNx({ graph: `exports.createProjectGraphAsync = async () => (${graph});` });
      await expect(loadNxGraph(workspace.root)).rejects.toThrow(
        'its graph has no nodes and dependencies',
      );
    },
  );
});

describe('nxEdgeFiles', () => {
  it('finds the first file that makes a dependency, in every form in which Nx keeps one', () => {
    workspace = fakeNx({
      cache: `exports.readFileMapCache = () => ({ fileMap: { projectFileMap: {
        a: [
          { file: 'a/one.ts', deps: ['b', ['c', 'dynamic']] },
          { file: 'a/two.ts', deps: ['b', ['x', 'c', 'static'], 7, [1, 'static']] },
          { file: 'a/three.ts' },
          'no entry',
          { deps: ['d'] },
        ],
        odd: 'no list',
      } } });`,
    });
    const find = nxEdgeFiles(workspace.root);
    expect(find('a', 'b')).toBe('a/one.ts');
    expect(find('a', 'c')).toBe('a/one.ts');
    expect(find('x', 'c')).toBe('a/two.ts');
    expect(find('a', 'd')).toBeUndefined();
    expect(find('b', 'a')).toBeUndefined();
  });

  it('reads once', () => {
    workspace = fakeNx({
      cache: `let calls = 0;
        exports.readFileMapCache = () => ({ fileMap: { projectFileMap: { a: [{ file: 'a/' + ++calls, deps: ['b'] }] } } });`,
    });
    const find = nxEdgeFiles(workspace.root);
    expect(find('a', 'b')).toBe('a/1');
    expect(find('a', 'b')).toBe('a/1');
  });

  it.each(['exports.readFileMapCache = () => null;', 'exports.other = 1;', 'throw new Error()'])(
    'finds none with %s',
    (cache) => {
      workspace = fakeNx({ cache });
      expect(nxEdgeFiles(workspace.root)('a', 'b')).toBeUndefined();
    },
  );

  it('finds none where no Nx is installed', () => {
    workspace = createRepository({ 'package.json': {} });
    expect(nxEdgeFiles(workspace.root)('a', 'b')).toBeUndefined();
  });
});
