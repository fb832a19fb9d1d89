import type {
  Files,
  GraphEdge,
  Project,
  RawProject,
  ReadProblem,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import {
  createWorkspace,
  isStandardsError,
  joinPath,
  normalisePath,
  readProject,
  readWorkspace,
} from '@h-j-petroleum/standards-engine';
import { loadNxGraph, nxEdgeFiles, type FindEdgeFile } from './load-nx-graph.ts';

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
  return nxReader(root)(files);
}

/**
 * Reads the same workspace again and again from edited files, and asks Nx only once: an edit that is not on disk cannot
 * change what Nx says.
 *
 * @param load for tests
 */
export function nxReader(
  root: string,
  load: (root: string) => Promise<NxGraph> = loadNxGraph,
): (files: Files) => Promise<Workspace> {
  let loading: Promise<NxGraph> | undefined;
  return async (files) => {
    const base = await readByPackageManager(files, root);
    try {
      loading ??= load(root);
      return withGraph(base, files, await loading, nxEdgeFiles(root));
    } catch (error) {
      return { ...base, problems: [...base.problems, graphMissing(reasonOf(error, root))] };
    }
  };
}

/**
 * What kept Nx from making its graph, in one line. Nx gathers what went wrong behind a message that says only that
 * something did.
 */
function reasonOf(error: unknown, root: string): string {
  const gathered: unknown =
    typeof error === 'object' && error !== null && 'getErrors' in error
      ? Reflect.apply(Object(error.getErrors), error, [])
      : undefined;
  const textOf = (one: unknown): string =>
    one instanceof Error ? one.message : String(Object(one).message ?? one);
  const reasons =
    Array.isArray(gathered) && gathered.length > 0
      ? gathered.map((one: unknown) => textOf(one).split('\n').slice(0, 4).join(' '))
      : textOf(error).split('\n').slice(0, 1);
  return reasons.join('; ').replaceAll(`${root}/`, '').replaceAll(/\s+/g, ' ').trim();
}

function graphMissing(reason: string): ReadProblem {
  return {
    code: 'graph-missing',
    file: 'nx.json',
    line: 1,
    detail: `Nx gives no project graph: ${reason}`,
    expected:
      "a graph from the Nx of this workspace; install its packages, or choose the package manager's view by --reader",
  };
}

/** The package manager's view. A folder with an `nx.json` and no manifest at all is still Nx's to read. */
export async function readByPackageManager(files: Files, root: string): Promise<Workspace> {
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

/** Lays Nx's projects and graph over the package manager's view. */
export function withGraph(
  base: Workspace,
  files: Files,
  graph: NxGraph,
  findFile: FindEdgeFile = () => undefined,
): Workspace {
  const known = new Map(base.projects.map((project) => [project.root, project]));
  const problems: ReadProblem[] = [...base.problems];
  const members: RawProject[] = [];
  const roots = new Set<string>();
  let rootProject: RawProject = base.rootProject;
  for (const node of Object.values(graph.nodes)) {
    const root = normalisePath(node.data.root);
    roots.add(root);
    let project: RawProject | undefined = known.get(root);
    if (!project) {
      const read = readProject(files, root);
      problems.push(...read.problems);
      project = read.project;
    }
    const { manifest } = project;
    const seen = { root, manifest, name: node.name, tags: node.data.tags ?? project.tags ?? [] };
    if (root === '') rootProject = seen;
    else members.push(seen);
  }
  for (const member of base.members) {
    if (member.root === '' || roots.has(member.root)) continue;
    members.push(member);
    problems.push(unknownToNx(member));
  }
  const workspace = createWorkspace({
    root: base.root,
    reader: 'nx',
    packageManager: base.packageManager,
    files,
    rootProject,
    // Without any other, the root is itself the one project.
    members: members.length === 0 ? [rootProject] : members,
    problems,
    patterns: base.patterns,
    catalogs: base.catalogs,
  });
  return { ...workspace, graph: edgesOf(graph, workspace.projects, findFile) };
}

function unknownToNx({ root, manifest }: Project): ReadProblem {
  return {
    code: 'graph-missing',
    file: manifest?.file ?? joinPath(root, 'package.json'),
    line: 1,
    detail: `${root} is a member for the package manager, and Nx's graph has no project there.`,
    expected: 'a project in the graph, or no member (see .nxignore and the globs of the workspace)',
    project: root,
  };
}

function edgesOf(
  graph: NxGraph,
  projects: readonly Project[],
  findFile: FindEdgeFile,
): GraphEdge[] {
  const byRoot = new Map(projects.map((project) => [project.root, project.id]));
  const idOf = (name: string): string | undefined => {
    const node = Object.hasOwn(graph.nodes, name) ? graph.nodes[name] : undefined;
    return node && byRoot.get(normalisePath(node.data.root));
  };
  return Object.values(graph.dependencies).flatMap((dependencies) =>
    dependencies.flatMap(({ source, target, type }) => {
      const [from, to] = [idOf(source), idOf(target)];
      // Packages of a registry are nodes for Nx too, and no projects.
      if (from === undefined || to === undefined) return [];
      return [
        {
          source: from,
          target: to,
          get file() {
            return findFile(source, target);
          },
          type: type === 'dynamic' || type === 'implicit' ? type : 'static',
        },
      ];
    }),
  );
}
