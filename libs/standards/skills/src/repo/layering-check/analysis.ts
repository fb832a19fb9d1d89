import type { Project, Workspace } from '@h-j-petroleum/standards-engine';
import { createProjectIndex, ignoring } from '@h-j-petroleum/standards-engine';
import type { Crossing } from './crossings.ts';
import { findCrossings } from './crossings.ts';
import type { DeclaredDependencies } from './declared-dependencies.ts';
import { readDeclared } from './declared-dependencies.ts';
import type { Membership } from './membership.ts';
import { placeProjects } from './membership.ts';
import type { LayeringOptions } from './options.ts';
import { defaultIgnore } from './options.ts';
import type { PackageCircles } from './package-circles.ts';
import { findPackageCircles } from './package-circles.ts';
import { compareText, createPackageGraph } from './package-graph.ts';
import type { SourceUse } from './source-uses.ts';
import { readSourceUses } from './source-uses.ts';
import type { Violation } from './violations.ts';
import { findViolations } from './violations.ts';

/** All that is wrong with who uses whom, each part of it certain. */
export interface Analysis {
  readonly places: ReadonlyMap<Project, Membership>;
  readonly declared: ReadonlyMap<Project, DeclaredDependencies>;
  readonly violations: readonly Violation[];
  readonly circles: PackageCircles;
  readonly crossings: readonly Crossing[];
  /** Sources that had to be parsed and could not be. */
  readonly unparsed: readonly SourceUse[];
}

/** After so many rounds every source that is in question is parsed at once. */
const patience = 3;

/**
 * Looks for what is wrong in a graph that has too many edges rather than too few: each text in a source that may be an
 * import counts as one. Then it parses the sources on which a finding rests, and looks again, until every finding rests
 * on parsed sources alone. In a workspace where all is well nothing is parsed.
 */
export async function analyse(workspace: Workspace, options: LayeringOptions): Promise<Analysis> {
  const { projects, rootProject } = workspace;
  const ignore = options.ignore ?? defaultIgnore;
  const index = createProjectIndex(workspace);
  const declared = await readDeclared(workspace, index);
  const sources = readSourceUses(workspace, index, declared, ignore);
  const places = placeProjects(projects, options);
  const sorted = [...projects].sort((a, b) => compareText(a.id, b.id));
  const ignored = ignoring(ignore);
  const graphEdges = (workspace.graph ?? []).filter(
    ({ file }) => file === undefined || !ignored(file),
  );
  const entries = [...declared].map(([project, one]) => [project, one.declared] as const);

  for (let round = 0; ; round++) {
    const graph = createPackageGraph(projects, entries, sources.all, graphEdges);
    const violations = findViolations(graph, places, options, rootProject);
    const circles = findPackageCircles(sorted, graph);
    const crossings = findCrossings(sources.all, options.requireExports ?? false);
    const restingOn = new Set<SourceUse>(crossings.map(({ source }) => source));
    for (const edge of [...violations.flatMap(({ path }) => path), ...circles.edges]) {
      for (const use of edge.uses) restingOn.add(use);
    }
    const open = [...restingOn].filter(({ parsed }) => parsed === undefined);
    if (open.length === 0) {
      const unparsed = sources.all.filter(({ parsed }) => parsed?.ok === false);
      return { places, declared, violations, circles, crossings, unparsed };
    }
    await sources.parse(round < patience ? open : sources.all);
  }
}
