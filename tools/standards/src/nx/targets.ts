import type { AnySkill } from '@h-j-petroleum/standards-engine';
import { partFile } from './plugin-options.ts';

/** A target as Nx takes it; structure-typed, so that this file needs no Nx. */
export interface InferredTarget {
  readonly executor: string;
  readonly cache: true;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly options: { readonly version: string };
  readonly metadata: { readonly description: string; readonly technologies: readonly string[] };
}

export interface TargetRequest {
  readonly projectName: string;
  readonly isRoot: boolean;
  readonly skills: readonly AnySkill[];
  /** The configuration, the baseline, local packs: relative to the workspace's root. */
  readonly configuration: readonly string[];
  readonly extraInputs: readonly string[];
  readonly version: string;
}

/**
 * The `standards` target of one project. A project's task runs the skills of scope `project`, the root's task those of
 * scope `workspace` as well; its inputs are what those skills say that they read, and nothing else.
 */
export function standardsTarget(request: TargetRequest): InferredTarget {
  const inputs = new Set<string>();
  for (const { meta } of request.skills) {
    if (meta.scope === 'workspace' && !request.isRoot) continue;
    for (const glob of meta.inputs.project) inputs.add(`{projectRoot}/${glob}`);
    for (const glob of meta.inputs.workspace) inputs.add(`{workspaceRoot}/${glob}`);
  }
  for (const file of request.configuration) inputs.add(`{workspaceRoot}/${file}`);
  for (const input of request.extraInputs) inputs.add(input);
  return {
    executor: '@h-j-petroleum/standards:check',
    cache: true,
    inputs: [...inputs].sort(),
    outputs: [`{workspaceRoot}/${partFile(request.projectName)}`],
    // Hashed with the rest of the project's configuration: another version of the gate judges anew.
    options: { version: request.version },
    metadata: {
      description: request.isRoot
        ? 'Judges the workspace as a whole, and its root, by the standards'
        : 'Judges this project by the standards',
      technologies: ['standards'],
    },
  };
}
