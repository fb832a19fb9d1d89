import { memoryFiles } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { nxReader, readByPackageManager, withGraph, type NxGraph } from './read-nx-workspace.ts';

const tree = {
  'package.json': '{"name":"root","workspaces":["libs/*"]}',
  'libs/a/package.json': '{"name":"@acme/a","nx":{"tags":["own"]}}',
  'libs/b/package.json': '{"name":"@acme/b"}',
  'apps/c/project.json': '{"name":"c","tags":["layer:3"]}',
  'apps/c/main.go': '',
};
const node = (name: string, root: string, tags?: string[]) => ({
  name,
  data: { root, ...(tags ? { tags } : {}) },
});
const edge = (source: string, target: string, type = 'static') => ({ source, target, type });
const graph: NxGraph = {
  nodes: {
    root: node('root', '.', ['house']),
    '@acme/a': node('@acme/a', 'libs/a', ['scope:a']),
    b: node('b', 'libs/b'),
    c: node('c', 'apps/c', ['layer:3']),
  },
  dependencies: {
    b: [edge('b', '@acme/a'), edge('b', 'npm:zod')],
    c: [edge('c', 'b', 'implicit'), edge('c', '@acme/a', 'dynamic'), edge('c', 'b', 'odd')],
    root: [],
  },
};
const read = async (files: Readonly<Record<string, string>> = tree) => {
  const found = memoryFiles(files);
  return { files: found, base: await readByPackageManager(found, '/work') };
};

describe('withGraph', () => {
  it('has the projects of Nx, with and without a manifest, and its tags', async () => {
    const { base, files } = await read();
    const workspace = withGraph(base, files, graph);
    expect(workspace.reader).toBe('nx');
    expect(
      workspace.projects.map(({ id, root, name, tags, manifest }) => [
        id,
        root,
        name,
        tags,
        manifest?.file,
      ]),
    ).toStrictEqual([
      ['root', '', 'root', ['house'], 'package.json'],
      ['c', 'apps/c', 'c', ['layer:3'], undefined],
      ['@acme/a', 'libs/a', '@acme/a', ['scope:a'], 'libs/a/package.json'],
      ['@acme/b', 'libs/b', '@acme/b', [], 'libs/b/package.json'],
    ]);
    expect(workspace.members).toHaveLength(3);
    expect(workspace.problems).toStrictEqual([]);
    expect(workspace.patterns.map(({ pattern }) => pattern)).toStrictEqual(['libs/*']);
    expect(workspace.packageManager.name).toBe('npm');
  });

  it('has the edges between projects by id, with the file where Nx knows one', async () => {
    const { base, files } = await read();
    const asked: string[][] = [];
    const workspace = withGraph(base, files, graph, (source, target) => {
      asked.push([source, target]);
      return source === 'b' ? 'libs/b/index.ts' : undefined;
    });
    expect(asked).toStrictEqual([]);
    expect(
      workspace.graph?.map(({ source, target, type, file }) => [source, target, type, file]),
    ).toStrictEqual([
      ['@acme/b', '@acme/a', 'static', 'libs/b/index.ts'],
      ['c', '@acme/b', 'implicit', undefined],
      ['c', '@acme/a', 'dynamic', undefined],
      ['c', '@acme/b', 'static', undefined],
    ]);
    expect(asked[0]).toStrictEqual(['b', '@acme/a']);
  });

  it('knows no file where nobody can say', async () => {
    const { base, files } = await read();
    expect(withGraph(base, files, graph).graph?.[0]?.file).toBeUndefined();
  });

  it('keeps a member that Nx does not know, and says so', async () => {
    const { base, files } = await read();
    const { b: _b, ...nodes } = graph.nodes;
    const workspace = withGraph(base, files, { nodes, dependencies: {} });
    expect(workspace.members.map(({ id }) => id)).toStrictEqual(['c', '@acme/a', '@acme/b']);
    expect(workspace.problems).toStrictEqual([
      {
        code: 'graph-missing',
        file: 'libs/b/package.json',
        line: 1,
        detail: "libs/b is a member for the package manager, and Nx's graph has no project there.",
        expected:
          'a project in the graph, or no member (see .nxignore and the globs of the workspace)',
        project: 'libs/b',
      },
    ]);
  });

  it('takes tags of the manifest where Nx gives none', async () => {
    const { base, files } = await read();
    const workspace = withGraph(base, files, {
      nodes: { a: node('a', 'libs/a'), b: node('b', 'libs/b') },
      dependencies: {},
    });
    expect(workspace.members.map(({ tags }) => tags)).toStrictEqual([['own'], []]);
    expect(workspace.rootProject.name).toBe('root');
  });

  it('reports a project file that cannot be read, of a project that only Nx knows', async () => {
    const { base, files } = await read({ ...tree, 'apps/c/package.json': '{' });
    const { problems } = withGraph(base, files, graph);
    expect(problems.map(({ code, file, project }) => [code, file, project])).toStrictEqual([
      ['manifest-unreadable', 'apps/c/package.json', 'apps/c'],
    ]);
  });

  it('is one project where the root is the only one', async () => {
    const { base, files } = await read({ ...tree, 'package.json': '{"name":"one"}' });
    const workspace = withGraph(base, files, {
      nodes: { one: node('one', '.') },
      dependencies: { one: [edge('one', 'npm:zod')] },
    });
    expect(workspace.members).toStrictEqual([workspace.rootProject]);
    expect(workspace.projects).toStrictEqual([workspace.rootProject]);
    expect(workspace.graph).toStrictEqual([]);
  });

  it('takes a name that every object has for what it is: no project', async () => {
    const { base, files } = await read();
    const { graph: edges } = withGraph(base, files, {
      nodes: graph.nodes,
      dependencies: { b: [edge('constructor', '__proto__')] },
    });
    expect(edges).toStrictEqual([]);
  });
});

describe('readByPackageManager', () => {
  it('is an empty workspace where no package manager has anything to say', async () => {
    const { base } = await read({ 'apps/c/project.json': '{"name":"c"}' });
    expect(base).toMatchObject({ reader: 'nx', members: [], problems: [], root: '/work' });
  });
});

describe('nxReader', () => {
  it('asks Nx once for many readings', async () => {
    let asked = 0;
    const reader = nxReader('/work', async () => {
      asked++;
      return graph;
    });
    const { files } = await read();
    expect((await reader(files)).members).toHaveLength(3);
    const edited = memoryFiles({ ...tree, 'libs/b/package.json': '{"name":"renamed"}' });
    expect((await reader(edited)).members.map(({ id }) => id)).toContain('renamed');
    expect(asked).toBe(1);
  });

  it("has the package manager's view and a problem where Nx fails", async () => {
    const reader = nxReader('/work', async () => {
      throw new Error('Cannot find module nx\nRequire stack: …');
    });
    const { files } = await read();
    const workspace = await reader(files);
    expect(workspace.reader).toBe('npm');
    expect(workspace.members.map(({ id }) => id)).toStrictEqual(['@acme/a', '@acme/b']);
    expect(workspace.graph).toBeUndefined();
    expect(workspace.problems).toStrictEqual([
      {
        code: 'graph-missing',
        file: 'nx.json',
        line: 1,
        detail: 'Nx gives no project graph: Cannot find module nx',
        expected:
          "a graph from the Nx of this workspace; install its packages, or choose the package manager's view by --reader",
      },
    ]);
  });

  it('says what Nx gathered behind a message that says only that something went wrong', async () => {
    const files = memoryFiles({ 'nx.json': '{}', 'package.json': '{ "name": "root" }' });
    const failure = Object.assign(new Error('Failed to process project graph.'), {
      getErrors: () => [
        new Error(
          'Defined in multiple locations:\n- a: \n  - /here/libs/a\n  - /here/libs/b\n\nMend it.',
        ),
        { message: 'A plugin broke' },
      ],
    });
    const reader = nxReader('/here', () => Promise.reject(failure));
    expect((await reader(files)).problems[0]?.detail).toBe(
      'Nx gives no project graph: Defined in multiple locations: - a: - libs/a - libs/b; A plugin broke',
    );
  });

  it('says what was thrown, whatever it is', async () => {
    const reader = nxReader('/work', () => Promise.reject('no words'));
    const { files } = await read();
    expect((await reader(files)).problems[0]?.detail).toBe('Nx gives no project graph: no words');
  });
});
