import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  Files,
  GraphEdge,
  Project,
  ReadProblem,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import {
  createWorkspace,
  isStandardsError,
  normalisePath,
  readProject,
  readWorkspace,
} from '@h-j-petroleum/standards-engine';

/** Nx's project graph as far as it matters here; structure-typed, so that any version of Nx may hand it in. */
export interface NxGraph {
  readonly nodes: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly data: { readonly root: string; readonly tags?: readonly string[] };
      }
    >
  >;
  readonly dependencies: Readonly<
    Record<
      string,
      readonly { readonly source: string; readonly target: string; readonly type: string }[]
    >
  >;
}

/**
 * Reads a workspace through Nx: its projects, also those without a manifest, and its graph. Without a graph the package
 * manager's view is used and the hole is a problem, because dependencies that only Nx sees were then not checked.
 */
export async function readNxWorkspace(files: Files, root: string): Promise<Workspace> {
  const base = await readByPackageManager(files, root);
  try {
    return withGraph(base, files, await loadNxGraph(root));
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    return {
      ...base,
      problems: [
        ...base.problems,
        {
          code: 'graph-missing',
          file: 'nx.json',
          line: 1,
          detail: `Nx gives no project graph: ${reason}`,
          expected:
            "a graph from the Nx of this workspace; install its packages, or choose the package manager's view by --reader",
        },
      ],
    };
  }
}

/** The package manager's view. A folder with an `nx.json` and no manifest at all is still Nx's to read. */
async function readByPackageManager(files: Files, root: string): Promise<Workspace> {
  try {
    return await readWorkspace(files, { root });
  } catch (error) {
    if (!isStandardsError(error) || error.code !== 'ROOT_NOT_FOUND') throw error;
    return createWorkspace({
      root,
      reader: 'nx',
      packageManager: { name: 'npm', version: undefined, source: 'default' },
      files,
      rootProject: { root: '', manifest: undefined },
      members: [],
    });
  }
}

/** Asks the Nx that the checked workspace has, not ours. Its daemon answers in some 100 ms; without it, it takes a second or more. */
async function loadNxGraph(root: string): Promise<NxGraph> {
  const require = createRequire(join(root, 'package.json'));
  const entry = require.resolve('nx/src/project-graph/project-graph.js');
  const loaded: unknown = await import(pathToFileURL(entry).href);
  const create = exported(loaded, 'createProjectGraphAsync');
  if (typeof create !== 'function')
    throw new Error('this version of Nx has no createProjectGraphAsync');
  const before = process.cwd();
  // Nx takes its workspace from the folder that it is called in.
  process.chdir(root);
  try {
    const setRoot = exported(
      await import(pathToFileURL(require.resolve('nx/src/utils/workspace-root.js')).href),
      'setWorkspaceRoot',
    );
    if (typeof setRoot === 'function') setRoot(root);
    const graph: unknown = await create({ exitOnError: false });
    if (!isNxGraph(graph)) throw new Error('its graph has no nodes and dependencies');
    return graph;
  } finally {
    process.chdir(before);
  }
}

function exported(module: unknown, name: string): unknown {
  if (typeof module !== 'object' || module === null) return undefined;
  const direct: unknown = Reflect.get(module, name);
  if (direct !== undefined) return direct;
  const inner: unknown = Reflect.get(module, 'default');
  return typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined;
}

function isNxGraph(value: unknown): value is NxGraph {
  return typeof value === 'object' && value !== null && 'nodes' in value && 'dependencies' in value;
}

/** Lays Nx's projects and graph over the package manager's view. */
export function withGraph(base: Workspace, files: Files, graph: NxGraph): Workspace {
  const known = new Map(base.projects.map((project) => [project.root, project]));
  const problems: ReadProblem[] = [...base.problems];
  const roots = new Set<string>();
  const members = Object.values(graph.nodes).flatMap((node) => {
    const root = normalisePath(node.data.root);
    if (root === '') return [];
    roots.add(root);
    const member = known.get(root);
    const read = member ? undefined : readProject(files, root);
    if (read) problems.push(...read.problems);
    const manifest = member ? member.manifest : read?.project.manifest;
    return [{ root, manifest, name: node.name, tags: node.data.tags ?? member?.tags ?? [] }];
  });
  const unknown = base.members.filter(({ root }) => root !== '' && !roots.has(root));
  for (const { root, manifest } of unknown) {
    problems.push({
      code: 'graph-missing',
      file: manifest?.file ?? root,
      line: 1,
      detail: `${root} is a member for the package manager, and Nx's graph has no project there.`,
      expected:
        'a project in the graph, or no member (see .nxignore and the globs of the workspace)',
      project: root,
    });
  }
  const rootNode = Object.values(graph.nodes).find((node) => normalisePath(node.data.root) === '');
  const workspace = createWorkspace({
    root: base.root,
    reader: 'nx',
    packageManager: base.packageManager,
    files,
    rootProject: {
      root: '',
      manifest: base.rootProject.manifest,
      name: rootNode?.name ?? base.rootProject.name,
      tags: rootNode?.data.tags ?? base.rootProject.tags,
    },
    members: [
      ...members,
      ...unknown.map(({ root, manifest, name, tags }) => ({ root, manifest, name, tags })),
      // The root is itself the one project of a standalone workspace.
      ...(members.length + unknown.length === 0
        ? [{ root: '', manifest: base.rootProject.manifest }]
        : []),
    ],
    problems,
    patterns: base.patterns,
    catalogs: base.catalogs,
  });
  return { ...workspace, graph: edgesOf(graph, workspace.projects) };
}

function edgesOf(graph: NxGraph, projects: readonly Project[]): GraphEdge[] {
  const byRoot = new Map(projects.map((project) => [project.root, project.id]));
  const idOf = (name: string): string | undefined => {
    const root = graph.nodes[name]?.data.root;
    return root === undefined ? undefined : byRoot.get(normalisePath(root));
  };
  return Object.values(graph.dependencies).flatMap((dependencies) =>
    dependencies.flatMap(({ source, target, type }) => {
      const [from, to] = [idOf(source), idOf(target)];
      if (from === undefined || to === undefined) return [];
      const kind = type === 'dynamic' || type === 'implicit' ? type : 'static';
      // That the root depends on everything is the plugin's own doing, and says nothing about the code.
      if (kind === 'implicit' && byRoot.get('') === from) return [];
      return [{ source: from, target: to, file: undefined, type: kind }];
    }),
  );
}
