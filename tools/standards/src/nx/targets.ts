import type { AnySkill, SkillId } from '@h-j-petroleum/standards-engine';
import { measuredFile, measuredFolder } from '@h-j-petroleum/standards-engine';
import { partFile } from './plugin-options.ts';
import { isWide } from './wide-skills.ts';

export type TargetInput =
  | string
  | { externalDependencies: string[] }
  | { input: string }
  | { env: string }
  | { runtime: string }
  | { dependentTasksOutputFiles: string };

/** A target as Nx takes it; structure-typed, so that this file needs no Nx. */
export interface InferredTarget {
  executor: string;
  cache: boolean;
  inputs?: TargetInput[];
  dependsOn?: string[];
  outputs: string[];
  options: Record<string, unknown>;
  metadata: { description: string; technologies: string[] };
}

export interface InferredTargets {
  targets: Record<string, InferredTarget>;
  namedInputs?: Record<string, string[]>;
}

export interface TargetRequest {
  readonly targetName: string;
  /** Relative to the workspace's root; `''` for that itself. */
  readonly projectRoot: string;
  readonly skills: readonly AnySkill[];
  /** For the root: what wide skills read of one project each, for all projects; globs relative to the workspace's root. */
  readonly wideInputs: readonly string[];
  /** What a skill reads of this project: globs relative to its root. */
  projectInputs(skill: AnySkill): readonly string[];
  /** The configuration, the baseline, local packs: globs relative to the workspace's root. */
  readonly configuration: readonly string[];
  readonly extraInputs: readonly string[];
  /** The gate and its installed packs, as `name@version`. */
  readonly versions: readonly string[];
  /** The branch that a skill compares this project with; undefined where none does. */
  readonly comparedWith: string | undefined;
  /** Whether a waiver is about it: its verdict then follows from the day, too. */
  readonly waived: boolean;
  /** The skills that measure something in this project. */
  readonly measured: readonly MeasuredTarget[];
}

/** What is measured in a project before it is judged. */
export interface MeasuredTarget {
  readonly skill: SkillId;
  /** Targets of Nx that come first. */
  readonly dependsOn: readonly string[];
}

/** Nx looks for `{workspaceRoot}` in the inputs themselves to say who is affected, and not behind such a reference. */
const unseenInput = 'standardsUnseen';

/**
 * The `standards` target of one project. A project's task runs the skills of scope `project`, the root's task those of
 * scope `workspace` as well; its inputs are what those skills say that they read, and nothing else. Nx counts a project as
 * affected when a file changes that is a `{workspaceRoot}` input of one of its targets, so these inputs also are what
 * makes `nx affected` run the root's task after a change anywhere below it.
 */
export function standardsTargets(request: TargetRequest): InferredTargets {
  const isRoot = request.projectRoot === '';
  const seen = new Set<string>();
  const unseen = new Set<string>();
  for (const skill of request.skills) {
    const { scope, inputs } = skill.meta;
    if (scope === 'workspace' && !isRoot) continue;
    const workspace = !isRoot && isWide(skill) ? unseen : seen;
    // What the root's project itself holds would leave out what lies in the others.
    const own = scope === 'workspace' && skill.inputsOf ? '{workspaceRoot}' : '{projectRoot}';
    for (const glob of request.projectInputs(skill)) seen.add(inputOf(own, glob));
    for (const glob of inputs.workspace) workspace.add(inputOf('{workspaceRoot}', glob));
  }
  if (isRoot) for (const glob of request.wideInputs) seen.add(inputOf('{workspaceRoot}', glob));
  for (const file of request.configuration) seen.add(inputOf('{workspaceRoot}', file));
  for (const input of request.extraInputs) seen.add(input);
  const hidden = [...unseen].filter((input) => !seen.has(input)).sort();
  const measured = request.measured.map((one) => measureTarget(request, one));
  const target: InferredTarget = {
    executor: '@h-j-petroleum/standards:check',
    cache: true,
    inputs: [
      ...[...seen].sort(),
      ...(hidden.length > 0 ? [{ input: unseenInput }] : []),
      ...baseInputs(request.comparedWith),
      ...(request.waived ? [{ runtime: dayCommand }] : []),
      ...(measured.length > 0 ? [{ dependentTasksOutputFiles: `${measuredFolder}/**/*` }] : []),
      // Without a word on external dependencies Nx takes all of them, and every change of the lock file runs everything.
      { externalDependencies: [] },
    ],
    ...(measured.length > 0 ? { dependsOn: measured.map(([name]) => name) } : {}),
    outputs: [`{workspaceRoot}/${partFile(request.projectRoot)}`],
    // Options are hashed: another version of the gate, or of a pack, judges anew.
    options: { versions: [...request.versions] },
    metadata: {
      description: isRoot
        ? 'Judges the workspace as a whole, and its root, by the standards'
        : 'Judges this project by the standards',
      technologies: ['standards'],
    },
  };
  return {
    targets: { [request.targetName]: target, ...Object.fromEntries(measured) },
    ...(hidden.length > 0 ? { namedInputs: { [unseenInput]: hidden } } : {}),
  };
}

/**
 * The target of one measurement: `standards-obs-otel-check`. Nx does not cache it, because a record that says that something
 * crashed must not be kept; the task itself does nothing where the record of the last time holds.
 */
function measureTarget(
  { targetName, projectRoot }: TargetRequest,
  { skill, dependsOn }: MeasuredTarget,
): [name: string, target: InferredTarget] {
  const target: InferredTarget = {
    executor: '@h-j-petroleum/standards:measure',
    cache: false,
    ...(dependsOn.length > 0 ? { dependsOn: [...dependsOn] } : {}),
    outputs: [`{workspaceRoot}/${measuredFile(skill, projectRoot)}`],
    options: { skill },
    metadata: {
      description: `Measures what ${skill} judges here`,
      technologies: ['standards'],
    },
  };
  return [`${targetName}-${skill.replace(':', '-')}`, target];
}

/** The day in UTC, by a command that every shell takes. */
const dayCommand = 'node -p "new Date().toISOString().slice(0,10)"';

/** Where the base is; a git that knows none of it says so, which is an input as good as any. */
function baseInputs(branch: string | undefined): TargetInput[] {
  // A branch's name is given to a shell.
  if (branch === undefined || !/^\w[\w./-]*$/.test(branch)) return [];
  return [
    { env: 'NX_BASE' },
    { runtime: `git merge-base HEAD ${branch}` },
    { runtime: `git merge-base HEAD origin/${branch}` },
  ];
}

function inputOf(base: string, glob: string): string {
  return glob.startsWith('!') ? `!${base}/${glob.slice(1)}` : `${base}/${glob}`;
}
