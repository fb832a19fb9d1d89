/**
 * What the gate keeps of each run, so that a mode can follow from evidence. Records are facts of one run; what became of a
 * finding (fixed, waived, reopened) follows from the order of runs and is never stored in advance.
 */
import type { Mode, Outcome } from '../contract/skill.ts';

/** Raised when a reader of older records would misread newer ones. */
export const recordedRunVersion = 1;

/** How a finding stood in one run: it counted, the baseline accepted it, or a waiver did. */
export const standings = ['open', 'accepted', 'waived'] as const;
export type Standing = (typeof standings)[number];

export interface RecordedFinding {
  /** 20 hexadecimal digits (see `Finding.fingerprint`). */
  readonly fingerprint: string;
  readonly messageId: string;
  /** Relative to the workspace's root. */
  readonly file: string;
  readonly standing: Standing;
}

/** What came of one skill on one project. */
export interface RecordedOutcome {
  readonly skill: string;
  /** The project's id (see `Project.id`). */
  readonly project: string;
  readonly outcome: Outcome;
  readonly mode: Mode;
  /** Of the check alone, in milliseconds. */
  readonly durationMs: number;
  /** Why it is not `pass` or `fail`. */
  readonly reason?: string | undefined;
  readonly findings: readonly RecordedFinding[];
}

/** One run of the gate. Only what it looked at is among its outcomes: a finding missing from a project not checked is not fixed. */
export interface RecordedRun {
  readonly version: typeof recordedRunVersion;
  /** UUID, unique over all machines; recording the same run twice leaves one. */
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What the workspace's root package calls itself, else the name of its folder. */
  readonly workspace: string;
  /** Full hash; null outside of git. */
  readonly commit: string | null;
  /** Null on a detached head of no known branch. */
  readonly branch: string | null;
  /** Whether the tree differed from the commit; null where nobody looked: git is asked for a person at a terminal alone. */
  readonly dirty: boolean | null;
  readonly ci: boolean;
  readonly door: 'cli' | 'nx' | 'library';
  /** Whether all modes were made advisory for a trial. */
  readonly pilot: boolean;
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly outcomes: readonly RecordedOutcome[];
}
