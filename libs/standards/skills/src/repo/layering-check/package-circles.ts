import type { Project } from '@h-j-petroleum/standards-engine';
import { findCircles, findComponents } from './circles.ts';
import type { Edge, PackageGraph, Strength } from './package-graph.ts';
import { strengthOf, strengths } from './package-graph.ts';

/** A circle of packages, starting with the smallest id. */
export interface PackageCircle {
  /** The weakest edges that close it: without them it would be no circle. */
  readonly closedBy: Strength;
  readonly edges: readonly [Edge, ...Edge[]];
}

export interface PackageCircles {
  readonly circles: readonly PackageCircle[];
  /** Groups with more circles than are shown: the packages, and how many edges are on none of those shown. */
  readonly more: readonly { readonly projects: readonly Project[]; readonly count: number }[];
  /** Every edge between packages of one circle. What is said about circles rests on all of them. */
  readonly edges: readonly Edge[];
}

/** More circles in one group of packages hide each other; whoever breaks these sees the next. */
export const maxCircles = 20;

/**
 * The circles of a graph in three steps: what runs in a circle, then what types close, then what development closes. So
 * each circle is told by the least that has to change to break it.
 *
 * @param projects sorted by id
 */
export function findPackageCircles(
  projects: readonly Project[],
  graph: PackageGraph,
): PackageCircles {
  const positions = new Map(projects.map((project, at) => [project, at]));
  const edgeOf = new Map<number, Edge>();
  const rows = projects.map((project, from) =>
    graph.from(project).flatMap((edge) => {
      const to = positions.get(edge.to);
      if (to === undefined) return [];
      edgeOf.set(from * projects.length + to, edge);
      return [{ edge, to }];
    }),
  );
  const components = findComponents(rows.map((row) => row.map(({ to }) => to)));
  if (components.length === 0) return { circles: [], more: [], edges: [] };

  // Only what is in a component can be in a circle, so only that is weighed.
  const group = new Map<number, number>();
  components.forEach((component, at) => component.forEach((node) => void group.set(node, at)));
  const inner = rows.map((row, from) =>
    row
      .filter(({ to }) => group.has(from) && group.get(from) === group.get(to))
      .map(({ edge, to }) => ({ edge, to, rank: strengths.indexOf(strengthOf(edge)) })),
  );
  const covered = new Set<number>();
  const circles: PackageCircle[] = [];
  const more: { projects: Project[]; count: number }[] = [];
  strengths.forEach((closedBy, rank) => {
    const adjacency = inner.map((row) => row.flatMap((one) => (one.rank <= rank ? [one.to] : [])));
    for (const found of findCircles(adjacency, covered, maxCircles)) {
      for (const nodes of found.circles) {
        const [first, ...rest] = nodes.flatMap((node, at) => {
          const next = nodes[(at + 1) % nodes.length] ?? node;
          return edgeOf.get(node * projects.length + next) ?? [];
        });
        if (first) circles.push({ closedBy, edges: [first, ...rest] });
      }
      if (found.more > 0) {
        const members = found.component.flatMap((node) => projects[node] ?? []);
        more.push({ projects: members, count: found.more });
      }
    }
  });
  return { circles, more, edges: inner.flatMap((row) => row.map(({ edge }) => edge)) };
}
