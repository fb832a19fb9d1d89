import type { ConfigInput } from '../config/config.ts';
import type { Measured } from '../contract/measurement.ts';
import type { Outcome } from '../contract/skill.ts';
import type { ReaderName } from '../workspace/workspace.ts';

/** A file of a case: its text, or an object that becomes JSON with two spaces and a line end. */
export type CaseFile = string | { readonly [key: string]: unknown } | readonly unknown[];

export type CaseTree = Readonly<Record<string, CaseFile>>;

/** What a case expects of one finding. Every field that is given must be equal. */
export interface ExpectedFinding {
  /** The id of the message. */
  readonly message: string;
  readonly project: string;
  readonly file: string;
  readonly line: number;
  readonly expected: string;
  readonly actual: string;
  /** The sentence shown, where the case is about its wording. */
  readonly text?: string;
  /** Default: true where the skill has a fix. */
  readonly fixable?: boolean;
}

/**
 * One scenario: a tree and a configuration, what `check` finds there, what `fix` makes of it, what `check` finds then.
 * Everything is literal, so that a reader can check it by eye.
 */
export interface Case {
  readonly name: string;
  /** `valid`: no finding. `invalid`: at least one. `edge`: either, at the border of what the skill knows. */
  readonly kind: 'valid' | 'invalid' | 'edge';
  readonly tree: CaseTree;
  /** The options of the skill under test. */
  readonly options?: unknown;
  /** The rest of the configuration; `options` is laid over it. */
  readonly config?: ConfigInput;
  readonly reader?: ReaderName;
  /** What the skill's measurement left, by project id. Default: nothing was measured. */
  readonly measured?: Readonly<Record<string, Measured>>;
  /** The tree that the change is compared with. Default: there is no history. */
  readonly base?: CaseTree;
  /** All findings of the skill, in the report's order: project, file, line. */
  readonly findings: readonly ExpectedFinding[];
  /** Outcomes that are neither `pass` nor `fail`, by project id; all of them. */
  readonly outcomes?: Readonly<
    Record<string, Exclude<Outcome, 'pass' | 'fail'> | { outcome: Outcome; reason: string }>
  >;
  /**
   * Files that the fix changes, adds or, with null, removes; all others must stay equal to the byte. Needed as soon as
   * a finding is fixable.
   */
  readonly fixed?: Readonly<Record<string, CaseFile | null>>;
  /** All findings after the fix. Default: those expected that are not fixable. */
  readonly remaining?: readonly ExpectedFinding[];
}
