import type { GraphEdge, Project } from '@h-j-petroleum/standards-engine';
import type { Declared } from './declared-dependencies.ts';
import type { SourceUse } from './source-uses.ts';

/**
 * What an edge needs the other package for: to run, for its types alone, or for development alone.
 * From strongest to weakest.
 */
export const strengths = ['runtime', 'types', 'dev'] as const;
export type Strength = (typeof strengths)[number];

/** One project depends on another, with everything that says so. */
export interface Edge {
  readonly from: Project;
  readonly to: Project;
  readonly declared: Declared[];
  readonly uses: SourceUse[];
  readonly graph: GraphEdge[];
}

/** Projects and what they depend on. Edges are sorted by the ids of their ends; a project is no neighbour of itself. */
export interface PackageGraph {
  readonly edges: readonly Edge[];
  /** The edges that leave a project. */
  from(project: Project): readonly Edge[];
}

/** Gathers declared dependencies, uses in sources and Nx's own edges into one graph. */
export function createPackageGraph(
  projects: readonly Project[],
  declared: Iterable<readonly [Project, readonly Declared[]]>,
  uses: Iterable<SourceUse>,
  graph: readonly GraphEdge[],
): PackageGraph {
  const outgoing = new Map<Project, Map<Project, Edge>>();
  const edge = (from: Project, to: Project): Edge | undefined => {
    if (from === to) return undefined;
    const edges = outgoing.get(from) ?? new Map<Project, Edge>();
    outgoing.set(from, edges);
    const known = edges.get(to) ?? { from, to, declared: [], uses: [], graph: [] };
    edges.set(to, known);
    return known;
  };
  for (const [from, entries] of declared) {
    for (const entry of entries) edge(from, entry.target)?.declared.push(entry);
  }
  for (const use of uses) {
    for (const target of use.targets()) edge(use.project, target)?.uses.push(use);
  }
  const byId = new Map(projects.map((project) => [project.id, project]));
  for (const one of graph) {
    const from = byId.get(one.source);
    const to = byId.get(one.target);
    if (from && to) edge(from, to)?.graph.push(one);
  }
  const sorted = new Map(
    [...outgoing].map(([from, edges]) => [
      from,
      [...edges.values()].sort((a, b) => compareText(a.to.id, b.to.id)),
    ]),
  );
  const edges = [...sorted.values()].flat();
  edges.sort((a, b) => compareText(a.from.id, b.from.id) || compareText(a.to.id, b.to.id));
  return { edges, from: (project) => sorted.get(project) ?? [] };
}

/**
 * What an edge is needed for. Where sources import the package, they say more than the manifest: a dependency whose
 * every import is a type is there for the types. What is not parsed yet counts as needed to run.
 */
export function strengthOf(edge: Edge): Strength {
  let types = false;
  let development = false;
  for (const use of edge.uses) {
    for (const { typeOnly } of use.importsOf(edge.to)) {
      if (use.development) development = true;
      else if (typeOnly) types = true;
      else return 'runtime';
    }
  }
  if (types) return 'types';
  if (edge.declared.some(({ field }) => field !== 'devDependencies')) return 'runtime';
  if (development || edge.declared.length > 0) return 'dev';
  return 'runtime';
}

/** The order of code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
