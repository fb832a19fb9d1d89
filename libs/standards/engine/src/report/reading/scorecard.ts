import type { Finding, Outcome } from '../../contract/skill.ts';
import { isWaived } from '../../waivers/waivers.ts';
import type { OutcomeRow, Report } from '../report.ts';
import { wasCrash } from './unchecked.ts';

/** What came of one skill, over all projects or on one. */
export interface Score {
  readonly outcomes: Record<Outcome, number>;
  /** How many of the outcomes `error` are crashes. */
  crashed: number;
  /** Findings that count, by mode. */
  enforce: number;
  warn: number;
  advisory: number;
  /** Findings that the baseline accepts. */
  accepted: number;
  /** Findings that a waiver keeps from counting. */
  waived: number;
}

export type Standing =
  | 'crashed'
  | 'unread'
  | 'failed'
  | 'warned'
  | 'advised'
  | 'unsupported'
  | 'passed'
  | 'nothing to check'
  | 'not run';

/** Scores by skill: those that ran, in their order, then those that the report names besides. */
export function scoresBySkill(report: Report): Map<string, Score> {
  const scores = new Map<string, Score>();
  for (const meta of report.skills) scores.set(meta.id, emptyScore());
  for (const row of report.outcomes) addOutcome(entryOf(scores, row.skill, emptyScore), row);
  for (const finding of report.findings) {
    addFinding(entryOf(scores, finding.skill, emptyScore), finding);
  }
  return scores;
}

/** Scores by project, then by skill; projects in the order in which the report names them. */
export function scoresByProject(report: Report): Map<string, Map<string, Score>> {
  const projects = new Map<string, Map<string, Score>>();
  const scoreOf = (row: OutcomeRow | Finding): Score =>
    entryOf(entryOf(projects, row.project, newScores), row.skill, emptyScore);
  for (const row of report.outcomes) addOutcome(scoreOf(row), row);
  for (const finding of report.findings) addFinding(scoreOf(finding), finding);
  return projects;
}

/** The gravest thing that can be said of a score. What was not checked never reads as passed. */
export function standingOf(score: Score): Standing {
  if (score.crashed > 0) return 'crashed';
  if (score.outcomes.error > 0) return 'unread';
  if (score.enforce > 0) return 'failed';
  if (score.warn > 0) return 'warned';
  if (score.advisory > 0) return 'advised';
  if (score.outcomes['not-supported'] > 0) return 'unsupported';
  if (score.outcomes.pass + score.outcomes.fail > 0) return 'passed';
  // A skill that is off, or that no selected project was checked by, had perhaps much to check.
  return score.outcomes['not-applicable'] > 0 ? 'nothing to check' : 'not run';
}

function newScores(): Map<string, Score> {
  return new Map();
}

function emptyScore(): Score {
  return {
    outcomes: { pass: 0, fail: 0, 'not-applicable': 0, 'not-supported': 0, error: 0 },
    crashed: 0,
    enforce: 0,
    warn: 0,
    advisory: 0,
    accepted: 0,
    waived: 0,
  };
}

function addOutcome(score: Score, row: OutcomeRow): void {
  score.outcomes[row.outcome]++;
  if (wasCrash(row)) score.crashed++;
}

function addFinding(score: Score, finding: Finding): void {
  if (isWaived(finding)) score.waived++;
  else if (finding.accepted) score.accepted++;
  else if (finding.mode !== 'off') score[finding.mode]++;
}

function entryOf<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
