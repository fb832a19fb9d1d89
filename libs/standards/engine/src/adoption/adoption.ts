/** How the standards are adopted over time: what `standards report` shows, whatever the format. */
import type { Mode } from '../contract/skill.ts';
import type { Durations, TimesToFix } from '../graduation/evidence.ts';
import type { Counted } from '../graduation/observations.ts';

/** Raised with every change that a reader of the JSON could notice. */
export const adoptionVersion = 1;

/** How things stood at a moment, over the skills and projects that it is about: one skill on one project is one of them. */
export interface Point {
  /** The end of the stretch of time. ISO 8601 in UTC. */
  readonly at: string;
  /** Skills on projects that had been looked at by then. */
  readonly judged: number;
  /** Those of them whose last look passed; a crash did not. */
  readonly passing: number;
  /** Findings that counted. */
  readonly open: number;
  /** Findings that the baseline accepted. */
  readonly accepted: number;
  readonly waived: number;
  /** Findings fixed within the stretch. */
  readonly fixed: number;
  /** Commits within the stretch on which a skill crashed. */
  readonly crashes: number;
  /** Skills on projects by the mode in which they last ran. */
  readonly modes: Readonly<Record<Mode, number>>;
}

/** What happened over the whole time. */
export interface Activity {
  /** Commits with something to check; of several projects or skills, one for each. */
  readonly commits: number;
  readonly crashes: number;
  /** Commits looked at more than once. */
  readonly repeated: number;
  /** Those of them that gave different results. */
  readonly flaky: number;
  readonly unsupported: number;
  readonly fixed: number;
  readonly reopened: number;
  readonly timeToFixMs: TimesToFix | null;
  readonly durationMs: Durations | null;
}

export interface Part extends Activity {
  /** One for each stretch of time. */
  readonly points: readonly Point[];
}

/** One skill on one project, as it stands at the end. */
export interface PairAdoption {
  readonly skill: string;
  readonly project: string;
  /** Null where only pilots ran. */
  readonly mode: Mode | null;
  /** What the last commit brought; `none` where there was nothing to check. */
  readonly outcome: 'pass' | 'fail' | 'crashed' | 'not-supported' | 'none';
  readonly open: number;
  readonly accepted: number;
  readonly waived: number;
  readonly fixed: number;
}

export interface SkillAdoption extends Part {
  readonly skill: string;
}

export interface ProjectAdoption extends Part {
  readonly project: string;
}

/** A mode that changed, for the projects in which it did so at one run. */
export interface ModeChange {
  readonly at: string;
  readonly skill: string;
  readonly from: Mode;
  readonly to: Mode;
  readonly projects: readonly string[];
}

export interface Adoption {
  readonly workspace: string;
  /** The branch that was asked for; null: the protected ones. */
  readonly branch: string | null;
  /** The beginning that was asked for, or the first run where that is later. */
  readonly since: string;
  readonly until: string;
  /** How long each stretch of time is, but for the first. Hours. */
  readonly stepHours: number;
  readonly counted: Counted;
  /** Lines of the history that could not be read. */
  readonly damagedLines: number;
  readonly total: Part;
  /** Those that found something to check, by id. */
  readonly skills: readonly SkillAdoption[];
  /** Those in which there was something to check, by id. */
  readonly projects: readonly ProjectAdoption[];
  readonly pairs: readonly PairAdoption[];
  /** Oldest first. */
  readonly modeChanges: readonly ModeChange[];
}
