import type { Finding, Mode, Outcome, SkillId, SkillMeta } from '../contract/skill.ts';
import type { Waiver } from '../waivers/waivers.ts';
import type { ReaderName } from '../workspace/workspace.ts';

/** Raised with every change that a reader of the JSON could notice; `docs/standards/report.md` lists what changed. */
export const schemaVersion = 2;

/** What came of one skill on one project. */
export interface OutcomeRow {
  readonly skill: SkillId;
  readonly project: string;
  readonly outcome: Outcome;
  readonly mode: Mode;
  /** Of the check alone, in milliseconds. A skill of scope `workspace` is timed once, on the row of the root. */
  readonly durationMs: number;
  /** Why it is not `pass` or `fail`; for `error`, what was thrown, or {@link unreadReason}. */
  readonly reason?: string;
  /** What it would be if no finding counted, where it is `fail`; for the engine alone, and in no format. */
  readonly otherwise?: { readonly outcome: Outcome; readonly reason?: string };
}

/**
 * The reason of an outcome `error` on a project whose manifest could not be read. Every other `error` is a check that
 * crashed: no skill is to blame for this one, and the exit code is that of the finding of `standards:read`.
 */
export const unreadReason = 'The manifest could not be read (see standards:read).';

/** One accepted finding as the baseline holds it. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly skill: string;
  readonly project: string;
  readonly file: string;
  readonly message: string;
}

export interface BaselineSummary {
  /** Relative to the workspace's root. */
  readonly file: string;
  /** Findings that it accepts. */
  readonly accepted: number;
  /** Entries that this change adds itself; they accept nothing, because otherwise a change could accept its own findings. */
  readonly added: readonly BaselineEntry[];
  /** Entries that can be pruned by `standards baseline --prune`. */
  readonly gone: readonly BaselineEntry[];
}

export interface WaiverSummary {
  /** Findings that waivers keep from counting. */
  readonly waived: number;
  /** Waivers whose day is over and whose finding is still there: it counts again. */
  readonly expired: readonly Waiver[];
  /** Waivers that this change adds or renews itself; they keep nothing from counting yet. */
  readonly added: readonly Waiver[];
  /** Waivers whose finding is not found any more: they can be taken out of the configuration. */
  readonly gone: readonly Waiver[];
}

export interface Summary {
  /** Rows by outcome. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Findings that count, by mode. */
  readonly findings: Readonly<Record<Exclude<Mode, 'off'>, number>>;
  /** Findings that the baseline accepts. */
  readonly accepted: number;
  /** Findings that a waiver keeps from counting. */
  readonly waived: number;
  readonly fixable: number;
  readonly durationMs: number;
}

/**
 * 0: nothing enforced found; 1: enforced findings; 2: bad use or configuration; 3: a skill crashed.
 * The number of findings is never the exit code: a shell keeps eight bits, and 256 findings would read as none.
 */
export type ExitCode = 0 | 1 | 2 | 3;

/** One run, whatever door it came through. The JSON format is this object without what {@link toJsonReport} leaves out. */
export interface Report {
  readonly schemaVersion: typeof schemaVersion;
  readonly workspace: {
    readonly root: string;
    readonly reader: ReaderName;
    /** The count of members; the root of a workspace is no member, a single package is one. */
    readonly projects: number;
  };
  readonly outcomes: readonly OutcomeRow[];
  /** Sorted by project, file, line and skill. Accepted ones are among them, marked. */
  readonly findings: readonly Finding[];
  readonly baseline: BaselineSummary | null;
  /** Null where the configuration has none. */
  readonly waivers: WaiverSummary | null;
  readonly summary: Summary;
  readonly exitCode: ExitCode;
  /** The skills that ran, for formats that describe rules; not part of the JSON format. */
  readonly skills: readonly SkillMeta[];
}

/** A report as text. Formats are pure: where the text goes is the caller's matter. */
export interface Format {
  readonly name: string;
  /** One line for `--help`. */
  readonly description: string;
  render(report: Report, look: Look): string;
  /**
   * Whether whoever reads it looks for files from the root of the repository. A workspace in a folder of one then gives
   * its files with that folder.
   */
  readonly fromRepository?: true;
}

export interface Look {
  /** Whether escape codes for colour may be used. */
  readonly colour: boolean;
  /** Columns of the terminal; formats for machines pay no attention to it. */
  readonly width: number;
}
