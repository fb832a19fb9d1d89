import type { AnySkill } from '@h-j-petroleum/standards-engine';
import { partOutput } from './plugin-options.ts';

export type TargetInput = string | { externalDependencies: string[] };

/** A target as Nx takes it; structure-typed, so that this file needs no Nx. */
export interface InferredTarget {
  executor: string;
  cache: boolean;
  inputs: TargetInput[];
  outputs: string[];
  options: Record<string, unknown>;
  metadata: { description: string; technologies: string[] };
}

export interface TargetRequest {
  readonly isRoot: boolean;
  readonly skills: readonly AnySkill[];
  /** The configuration, the baseline, local packs: globs relative to the workspace's root. */
  readonly configuration: readonly string[];
  readonly extraInputs: readonly string[];
  /** The gate and its installed packs, as `name@version`. */
  readonly versions: readonly string[];
}

/**
 * The `standards` target of one project. A project's task runs the skills of scope `project`, the root's task those of
 * scope `workspace` as well; its inputs are what those skills say that they read, and nothing else. Nx counts a project as
 * affected when a file changes that is a `{workspaceRoot}` input of one of its targets, so these inputs also are what
 * makes `nx affected` run the root's task after a change anywhere below it.
 */
export function standardsTarget(request: TargetRequest): InferredTarget {
  const inputs = new Set<string>();
  for (const { meta } of request.skills) {
    if (meta.scope === 'workspace' && !request.isRoot) continue;
    for (const glob of meta.inputs.project) inputs.add(inputOf('{projectRoot}', glob));
    for (const glob of meta.inputs.workspace) inputs.add(inputOf('{workspaceRoot}', glob));
  }
  for (const file of request.configuration) inputs.add(inputOf('{workspaceRoot}', file));
  for (const input of request.extraInputs) inputs.add(input);
  return {
    executor: '@h-j-petroleum/standards:check',
    cache: true,
    // Without a word on external dependencies Nx takes all of them, and every change of the lock file runs everything.
    inputs: [...[...inputs].sort(), { externalDependencies: [] }],
    outputs: [partOutput],
    // Options are hashed: another version of the gate, or of a pack, judges anew.
    options: { versions: [...request.versions] },
    metadata: {
      description: request.isRoot
        ? 'Judges the workspace as a whole, and its root, by the standards'
        : 'Judges this project by the standards',
      technologies: ['standards'],
    },
  };
}

function inputOf(base: string, glob: string): string {
  return glob.startsWith('!') ? `!${base}/${glob.slice(1)}` : `${base}/${glob}`;
}
