import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { NxGraph } from './read-nx-workspace.ts';

/**
 * Asks the Nx that the checked workspace has, not ours, for its project graph. Nx decides whether its daemon answers;
 * `NX_DAEMON=false` computes the graph in this process.
 *
 * @param root absolute path of the workspace
 * @throws whatever keeps Nx from giving one
 */
export async function loadNxGraph(root: string): Promise<NxGraph> {
  const require = createRequire(join(root, 'package.json'));
  const before = process.cwd();
  // Nx takes its workspace from the folder that it is loaded in.
  process.chdir(root);
  // Plugins and Nx itself print; what goes to the results is the report alone.
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    const rootModule: unknown = require('nx/src/utils/workspace-root');
    callIfThere(rootModule, 'setWorkspaceRoot', root);
    const create = property(
      require('nx/src/project-graph/project-graph'),
      'createProjectGraphAsync',
    );
    if (typeof create !== 'function') {
      throw new Error('this version of Nx has no createProjectGraphAsync');
    }
    const graph: unknown = await create({ exitOnError: false });
    if (!isNxGraph(graph)) throw new Error('its graph has no nodes and dependencies');
    return graph;
  } finally {
    process.stdout.write = write;
    process.chdir(before);
  }
}

/** Finds the file that makes a dependency between two of Nx's projects. */
export type FindEdgeFile = (source: string, target: string) => string | undefined;

/** The files of dependencies as Nx kept them when it made the graph; read once, at the first question. */
export function nxEdgeFiles(root: string): FindEdgeFile {
  let index: ReadonlyMap<string, string> | undefined;
  return (source, target) => {
    index ??= readEdgeFiles(root);
    return index.get(edgeKey(source, target));
  };
}

function readEdgeFiles(root: string): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  try {
    const require = createRequire(join(root, 'package.json'));
    const cache: unknown = require('nx/src/project-graph/nx-deps-cache');
    const map = callIfThere(cache, 'readFileMapCache', undefined);
    const projects = property(property(map, 'fileMap'), 'projectFileMap');
    for (const [project, files] of Object.entries(Object(projects))) {
      for (const entry of Array.isArray(files) ? files : []) addEdges(index, project, entry);
    }
  } catch {
    // Without its cache Nx's edges stand without a file; they are checked all the same.
  }
  return index;
}

function addEdges(index: Map<string, string>, project: string, entry: unknown): void {
  const file = property(entry, 'file');
  const dependencies = property(entry, 'deps');
  if (typeof file !== 'string' || !Array.isArray(dependencies)) return;
  for (const dependency of dependencies) {
    // `target`, `[target, type]` or `[source, target, type]`
    const parts: unknown[] = Array.isArray(dependency) ? dependency : [dependency];
    const [source, target] = parts.length === 3 ? parts : [project, parts[0]];
    if (typeof source !== 'string' || typeof target !== 'string') continue;
    const key = edgeKey(source, target);
    if (!index.has(key)) index.set(key, file);
  }
}

function edgeKey(source: string, target: string): string {
  return JSON.stringify([source, target]);
}

function callIfThere(module: unknown, name: string, argument: unknown): unknown {
  const found = property(module, name);
  return typeof found === 'function' ? found(argument) : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isNxGraph(value: unknown): value is NxGraph {
  return (
    typeof property(value, 'nodes') === 'object' &&
    typeof property(value, 'dependencies') === 'object'
  );
}
