import type { GraphEdge } from '@h-j-petroleum/standards-engine';
import { createWorkspace, memoryFiles } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { layeringCheck } from './layering-check.ts';
import type { LayeringOptions } from './options.ts';

const layers: LayeringOptions = {
  layers: [
    { name: 'low', match: ['tag:type:low'] },
    { name: 'high', match: ['tag:type:high'] },
  ],
};

/** A workspace of Nx without manifests: libraries are folders with a `project.json` and an alias. */
async function found(
  files: Record<string, string>,
  graph: readonly GraphEdge[] | undefined,
  options: LayeringOptions = layers,
): Promise<readonly string[]> {
  const workspace = createWorkspace({
    root: '/',
    reader: 'nx',
    packageManager: { name: 'npm', version: undefined, source: 'default' },
    files: memoryFiles({
      'tsconfig.base.json':
        '{ // aliases\n "compilerOptions": { "paths": { "@acme/low": ["libs/low/src/index.ts"], "@acme/high/*": ["libs/high/src/*"], }, }, }',
      'libs/low/project.json': '{}',
      'libs/high/project.json': '{}',
      ...files,
    }),
    rootProject: { root: '', manifest: undefined, name: 'acme' },
    members: [
      { root: 'libs/low', manifest: undefined, name: 'low', tags: ['type:low'] },
      { root: 'libs/high', manifest: undefined, name: 'high', tags: ['type:high'] },
    ],
    graph,
  });
  const drafts: string[] = [];
  await layeringCheck.check({
    workspace,
    project: workspace.rootProject,
    options,
    report: ({ message, file, actual }) => void drafts.push(`${message} ${file}: ${actual}`),
    conclude: () => undefined,
  });
  return drafts;
}

const edge = (
  source: string,
  target: string,
  file: string | undefined,
  type: GraphEdge['type'] = 'static',
): GraphEdge => ({ source, target, file, type });

describe('a workspace of Nx without manifests', () => {
  it('passes where the graph and the sources keep the layers', async () => {
    expect(
      await found({ 'libs/high/src/a.ts': "import { low } from '@acme/low';\n" }, [
        edge('high', 'low', 'libs/high/src/a.ts'),
        edge('high', 'npm:react', 'libs/high/src/a.ts'),
        edge('low', 'low', undefined, 'implicit'),
      ]),
    ).toEqual([]);
  });

  it('finds an import by an alias, at its line, whether or not Nx knows of it', async () => {
    const files = { 'libs/low/src/a.ts': "\nimport '@acme/high/x';\n" };
    const expected = ['layer libs/low/src/a.ts: libs/low/src/a.ts:2 imports high'];
    expect(await found(files, [edge('low', 'high', 'libs/low/src/a.ts')])).toEqual(expected);
    expect(await found(files, undefined)).toEqual(expected);
  });

  it('finds an edge that only Nx knows, at the file that it names', async () => {
    expect(await found({}, [edge('low', 'high', 'libs/low/build.gradle')])).toEqual([
      'layer libs/low/build.gradle: libs/low/build.gradle depends on high',
    ]);
  });

  it('finds an implicit edge at the project that has it', async () => {
    expect(await found({}, [edge('low', 'high', undefined, 'implicit')])).toEqual([
      'layer libs/low/project.json: libs/low/project.json depends on high implicitly',
    ]);
  });

  it('shows a circle of an import and of an edge of the graph', async () => {
    expect(
      await found(
        { 'libs/high/src/a.ts': "export * from '@acme/low';\n" },
        [edge('low', 'high', 'libs/low/src/lazy.ts', 'dynamic')],
        {},
      ),
    ).toEqual([
      'circle libs/high/src/a.ts: libs/high/src/a.ts:1 imports low -> libs/low/src/lazy.ts depends on high',
    ]);
  });

  it('leaves out edges of files that are left out', async () => {
    const graph = [edge('low', 'high', 'libs/low/fixtures/a.ts')];
    expect(await found({}, graph)).toEqual([]);
    expect(await found({}, graph, { ...layers, ignore: [] })).toHaveLength(1);
  });

  it('does not take the name of a project for the name of a package', async () => {
    expect(await found({ 'libs/low/src/a.ts': "import 'high';\n" }, [])).toEqual([]);
  });

  it('says which project is in no layer by the file that Nx knows it by', async () => {
    expect(await found({}, [], { layers: [{ name: 'low', match: ['low'] }] })).toEqual([
      'layer-missing libs/high/project.json: no layer',
    ]);
  });
});
