/**
 * The words of the gate.
 *
 * - standard: a rule the organisation holds, with a page under `docs/standards/`.
 * - skill: the code that checks one standard and, where it can, fixes it; its id is `pack:name`.
 * - finding: one departure from a standard, identified by its fingerprint.
 * - mode: what a finding does (see {@link Mode}).
 * - outcome: what came of one skill on one project (see {@link Outcome}).
 */
import type { Tree } from '../workspace/tree.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';
import type { Base } from './base.ts';
import type { Measurement } from './measurement.ts';

/** What a finding does: nothing, is recorded, is annotated, fails the gate. Ordered from weakest to strongest. */
export const modes = ['off', 'advisory', 'warn', 'enforce'] as const;
export type Mode = (typeof modes)[number];

/**
 * What came of one skill on one project. Only `pass` says that everything the skill knows was checked:
 * `not-applicable` had nothing to check, `not-supported` could not check it here, `error` broke while checking.
 */
export const outcomes = ['pass', 'fail', 'not-applicable', 'not-supported', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

/** `pack:name`, both in kebab-case: `deps:file-protocol-check`. */
export type SkillId = `${string}:${string}`;

/** A sentence shown to a person, with `{placeholders}` that the finding's `data` fills. */
export interface Message {
  /** What is wrong here: `{field}.{name} points at {range}`. */
  readonly text: string;
  /** One sentence: why it matters. */
  readonly why: string;
}

export type Messages = Readonly<Record<string, Message>>;

/**
 * What the skill reads, as globs; Nx turns them into cache inputs, so a file that is read and not named here makes a
 * cached result stale.
 */
export interface SkillInputs {
  /** Relative to the root of the project that is checked: `package.json`, `src/**\/*`. */
  readonly project: readonly string[];
  /** Relative to the root of the workspace: `pnpm-workspace.yaml`, `**\/package.json`. */
  readonly workspace: readonly string[];
  /**
   * For a skill of scope `project` whose workspace inputs are files of every project, and which reads files of its own project
   * besides. Then a change of one project judges the others anew, and does not make them affected. Without it this holds for
   * a skill whose project inputs are all among those of the workspace, as `**\/` and the same glob.
   */
  readonly wide?: boolean;
}

/**
 * Parses a skill's options. Any zod schema fits (`zod` or `zod/mini`); so does any parser of this shape.
 * Unknown keys must be refused, so that a mistyped option is an error and not a silent default.
 */
export interface OptionsSchema<Options> {
  safeParse(
    input: unknown,
  ):
    | { success: true; data: Options }
    | { success: false; error: { issues: readonly OptionsIssue[] } };
}

export interface OptionsIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The unknown keys, when that is the issue. */
  readonly keys?: readonly string[];
}

/** Everything about a skill that is data: readable without running anything. */
export interface SkillMeta<M extends Messages = Messages, Options = unknown> {
  readonly id: SkillId;
  /** A short noun phrase for lists: `Dependencies by file path`. */
  readonly title: string;
  /** One sentence that equals the first sentence of the skill's page. */
  readonly description: string;
  /** `project`: checked once for each project. `workspace`: checked once, over all of them. */
  readonly scope: 'project' | 'workspace';
  /** The mode when the configuration does not name the skill. */
  readonly defaultMode: Mode;
  /** Where the page is, relative to the repository of the pack or as an address. */
  readonly docs: string;
  readonly messages: M;
  readonly options: OptionsSchema<Options>;
  /** One line for each option, by key; the page repeats them. */
  readonly optionDocs: Readonly<Record<string, string>>;
  readonly inputs: SkillInputs;
}

/** Where in a file: a line counted from 1, or a path into the file's JSON or YAML, resolved to a line when it is needed. */
export type Location = { readonly line: number } | { readonly path: readonly (string | number)[] };

/** What a check reports. The engine adds mode, line, why, page and fingerprint. */
export interface Draft<M extends Messages = Messages> {
  readonly message: keyof M & string;
  /** Fills the message's placeholders, and is handed to `fix`. */
  readonly data?: Readonly<Record<string, string | number | boolean>>;
  /** Relative to the workspace's root, with forward slashes. */
  readonly file: string;
  readonly at?: Location;
  readonly expected: string;
  readonly actual: string;
  /** Whether `fix` can mend this one. Default: whether the skill has a `fix`. */
  readonly fixable?: boolean;
  /**
   * What makes this finding the same finding tomorrow; never a line. Default: the message id, its data and, when it is
   * a path, `at`.
   */
  readonly identity?: string;
  /** Needed in a skill of scope `workspace`; elsewhere the project that is checked. */
  readonly project?: Project;
}

/** One departure from a standard, as reported. */
export interface Finding {
  /** 20 hexadecimal digits, equal for the same departure after lines have moved. */
  readonly fingerprint: string;
  readonly skill: SkillId;
  /** The project's id (see `Project.id`). */
  readonly project: string;
  readonly file: string;
  /** Counted from 1; 1 when the finding is about the whole file. */
  readonly line: number;
  readonly mode: Mode;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  readonly why: string;
  readonly docs: string;
  readonly fixable: boolean;
  /** Accepted by the baseline: shown, counted apart, and failing nothing. */
  readonly accepted: boolean;
  /** What the configuration's waiver of it says, where there is one. Only one that holds keeps it from counting. */
  readonly waiver?: FindingWaiver | undefined;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number | boolean>>;
  readonly at: Location | undefined;
}

/** A waiver as it stands on the day of a run. */
export interface FindingWaiver {
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, in UTC. */
  readonly until: string;
  /** `added`: by the change that is judged, and therefore without effect yet. */
  readonly state: 'holds' | 'expired' | 'added';
}

/** Says that there was nothing to check, or that it could not be checked; never reads as passed. */
export interface Verdict {
  readonly outcome: 'not-applicable' | 'not-supported';
  /** One sentence, with the way out where there is one. */
  readonly reason: string;
  /** In a skill of scope `workspace`: the project it is about. Without one: all projects. */
  readonly project?: Project;
}

/** What a skill may look at to say what it reads of one project. */
export interface InputsContext<Options = unknown> {
  readonly workspace: Workspace;
  readonly project: Project;
  readonly options: Options;
}

export interface CheckContext<M extends Messages = Messages, Options = unknown> {
  readonly workspace: Workspace;
  /** The project to check; in a skill of scope `workspace`, the root project. */
  readonly project: Project;
  readonly options: Options;
  /**
   * What the skill's measurement found, as it left it; undefined where it has none, does not apply, or came to nothing (which
   * the engine reports by itself).
   */
  readonly measured?: unknown;
  /**
   * The tree to compare with. Asking costs a few runs of git, so ask only where there is something to compare. The gate always
   * gives it.
   */
  base?(): Promise<Base>;
  report(draft: Draft<M>): void;
  conclude(verdict: Verdict): void;
}

export interface FixContext<Options = unknown> {
  /** The workspace as it stands before this fix; `tree` holds the edits. */
  readonly workspace: Workspace;
  readonly options: Options;
  /** The fixable findings of this skill that were selected, over all projects. */
  readonly findings: readonly Finding[];
  readonly tree: Tree;
  /** What `check` was handed as `measured` in a project. The engine always gives it. */
  measured?(project: Project): unknown;
  /** Leaves a finding as it is and says why. */
  leave(finding: Finding, reason: string): void;
}

/** A skill: data, a pure check, and a fix where a right one exists. */
export interface Skill<M extends Messages = Messages, Options = unknown> {
  readonly meta: SkillMeta<M, Options>;
  /** Reads the workspace and reports. Must not write, print, or keep state between calls. */
  check(context: CheckContext<M, Options>): void | Promise<void>;
  /**
   * What `check` reads of one project, where its manifest tells that more exactly than a list for all projects can: globs
   * in place of `meta.inputs.project`, each file of theirs one of those. May read manifests and what
   * `meta.inputs.workspace` names, and nothing else, because Nx asks before it knows of any change. Nx asks at every
   * command, so the answer must be quick. Of a skill of scope `workspace` the root's project is asked, for files of all.
   */
  inputsOf?(context: InputsContext<Options>): readonly string[];
  /**
   * Whether `check` asks for the base in this project. Nx then judges it anew also when the base has moved. Told by manifests
   * and by which files there are; Nx asks at every command, so the answer must be quick.
   */
  comparesWithBase?(context: InputsContext<Options>): boolean;
  /** What has to be run before `check` can judge; for scope `project`. */
  readonly measure?: Measurement<Options>;
  /** Edits the virtual tree only. Running it on its own result must change nothing. */
  fix?(context: FixContext<Options>): void | Promise<void>;
}

/** Types a skill; gives back what it is given. */
export function defineSkill<const M extends Messages, Options>(
  skill: Skill<M, Options>,
): Skill<M, Options> {
  return skill;
}

/**
 * A skill of any messages and options, as lists of skills hold it. The parameters are contravariant in `check`, so
 * `Skill<Messages, unknown>` would refuse every concrete skill.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type AnySkill = Skill<any, any>;

/** Skills that travel together: the default export of a package or of a local folder's `index`. */
export interface Pack {
  /** The part of its skills' ids before the colon. Kebab-case. */
  readonly name: string;
  readonly skills: readonly AnySkill[];
}

/** Types a pack; gives back what it is given. */
export function definePack(pack: Pack): Pack {
  return pack;
}
