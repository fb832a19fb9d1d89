import type { Project } from '@h-j-petroleum/standards-engine';
import type { Membership } from './membership.ts';
import type { LayeringOptions } from './options.ts';
import type { Edge, PackageGraph } from './package-graph.ts';
import { strengthOf } from './package-graph.ts';

/** A path that should not be: one edge, or several of which each alone may be. */
export interface Violation {
  readonly rule:
    | { readonly kind: 'never'; readonly ban: number }
    | { readonly kind: 'leaf' }
    | { readonly kind: 'scope'; readonly scope: number }
    | { readonly kind: 'layer'; readonly from: number; readonly to: number };
  readonly path: readonly [Edge, ...Edge[]];
}

interface Drawn {
  readonly graph: PackageGraph;
  readonly places: ReadonlyMap<Project, Membership>;
  readonly options: LayeringOptions;
  readonly root: Project;
}

/**
 * Every edge and path that the options forbid. An edge that breaks several rules is told once, by the rule that says
 * most: a ban has a reason of its own, a leaf is absolute, a scope is narrower than a layer.
 */
export function findViolations(
  graph: PackageGraph,
  places: ReadonlyMap<Project, Membership>,
  options: LayeringOptions,
  root: Project,
): Violation[] {
  const drawn: Drawn = { graph, places, options, root };
  const violations: Violation[] = [];
  const broken = new Set<Edge>();
  for (const edge of graph.edges) {
    const rule = ruleBroken(edge, drawn);
    if (!rule) continue;
    broken.add(edge);
    violations.push({ rule, path: [edge] });
  }
  for (const [project, place] of places) {
    for (const scope of place.scopes) {
      if (options.scopes?.[scope]?.mayUse === undefined) continue;
      const paths = longerPaths(drawn, project, {
        forbidden: (target) => !mayUse(drawn, scope, target),
        // Its own edges are judged by themselves.
        stop: (target) => placeOf(drawn, target).scopes.includes(scope),
        skip: (edge) => broken.has(edge),
      });
      for (const path of paths) violations.push({ rule: { kind: 'scope', scope }, path });
    }
    for (const ban of place.bannedFrom) {
      if (options.never?.[ban]?.direct) continue;
      const paths = longerPaths(drawn, project, {
        forbidden: (target) => placeOf(drawn, target).bannedTo.includes(ban),
        stop: (target) => placeOf(drawn, target).bannedFrom.includes(ban),
        skip: () => false,
      });
      for (const path of paths) violations.push({ rule: { kind: 'never', ban }, path });
    }
  }
  return violations;
}

function ruleBroken({ from, to }: Edge, drawn: Drawn): Violation['rule'] | undefined {
  const source = placeOf(drawn, from);
  const target = placeOf(drawn, to);
  const ban = source.bannedFrom.find((one) => target.bannedTo.includes(one));
  if (ban !== undefined) return { kind: 'never', ban };
  // The root of a workspace starts its applications; it is no package beside them.
  if (target.leaf && from !== drawn.root) return { kind: 'leaf' };
  const scope = source.scopes.find((one) => !mayUse(drawn, one, to));
  if (scope !== undefined) return { kind: 'scope', scope };
  const [layer, ...more] = source.layers;
  const [targetLayer, ...moreTarget] = target.layers;
  // A project in no layer or in two is a finding of its own.
  if (layer === undefined || targetLayer === undefined || more.length + moreTarget.length > 0) {
    return undefined;
  }
  return targetLayer > layer ? { kind: 'layer', from: layer, to: targetLayer } : undefined;
}

const nowhere: Membership = { layers: [], scopes: [], leaf: false, bannedFrom: [], bannedTo: [] };

function placeOf(drawn: Drawn, project: Project): Membership {
  return drawn.places.get(project) ?? nowhere;
}

function mayUse(drawn: Drawn, scope: number, target: Project): boolean {
  const { scopes = [] } = drawn.options;
  const allowed = scopes[scope]?.mayUse;
  if (allowed === undefined) return true;
  return placeOf(drawn, target).scopes.some(
    (one) => one === scope || allowed.includes(scopes[one]?.name ?? ''),
  );
}

interface Search {
  readonly forbidden: (target: Project) => boolean;
  readonly stop: (target: Project) => boolean;
  readonly skip: (edge: Edge) => boolean;
}

/** The shortest path of two edges or more to each forbidden project, breadth first, in the order of ids. */
function longerPaths(drawn: Drawn, start: Project, search: Search): [Edge, ...Edge[]][] {
  const found: [Edge, ...Edge[]][] = [];
  const reached = new Map<Project, [Edge, ...Edge[]] | undefined>([[start, undefined]]);
  for (const [project, path] of reached) {
    for (const edge of drawn.graph.from(project)) {
      if (reached.has(edge.to) || search.skip(edge)) continue;
      // What a dependency needs for its own development is not there for its users.
      if (path && strengthOf(edge) === 'dev') continue;
      if (search.forbidden(edge.to)) {
        // A single edge is found by the rule itself.
        if (path) found.push([...path, edge]);
        reached.set(edge.to, undefined);
        continue;
      }
      if (!search.stop(edge.to)) reached.set(edge.to, path ? [...path, edge] : [edge]);
    }
  }
  return found;
}
