import type { Adoption, Part } from '../adoption.ts';
import { adoptionVersion } from '../adoption.ts';

/**
 * For programs, as `schemas/adoption.schema.json` describes it, field by field: what the engine adds for its own use must not
 * become a promise. Text is exact, so whoever shows it must make it safe to show.
 */
export function jsonAdoption(adoption: Adoption): Record<string, unknown> {
  const { workspace, branch, since, until, stepHours, counted, damagedLines } = adoption;
  const { runs, commits, first, last, left } = counted;
  return {
    ...{ schemaVersion: adoptionVersion, workspace, branch, since, until, stepHours },
    counted: {
      ...{ runs, commits, first, last },
      notCounted: {
        branch: left.branch,
        byHand: left.byHand,
        dirty: left.dirty,
        pilot: left.pilot,
        outside: left.outside,
      },
      damagedLines,
    },
    total: partData(adoption.total),
    skills: adoption.skills.map((part) => ({ skill: part.skill, ...partData(part) })),
    projects: adoption.projects.map((part) => ({ project: part.project, ...partData(part) })),
    pairs: adoption.pairs.map(
      ({ skill, project, mode, outcome, open, accepted, waived, fixed }) => ({
        ...{ skill, project, mode, outcome, open, accepted, waived, fixed },
      }),
    ),
    modeChanges: adoption.modeChanges.map(({ at, skill, from, to, projects }) => ({
      ...{ at, skill, from, to, projects },
    })),
  };
}

function partData(part: Part) {
  const { commits, crashes, repeated, flaky, unsupported, fixed, reopened } = part;
  const { timeToFixMs, durationMs, points } = part;
  return {
    ...{ commits, crashes, repeated, flaky, unsupported, fixed, reopened },
    timeToFixMs: timeToFixMs && { median: timeToFixMs.median, p90: timeToFixMs.p90 },
    durationMs: durationMs && { median: durationMs.median, p95: durationMs.p95 },
    points: points.map((point) => ({
      ...{ at: point.at, judged: point.judged, passing: point.passing, open: point.open },
      ...{ accepted: point.accepted, waived: point.waived, fixed: point.fixed },
      crashes: point.crashes,
      modes: {
        off: point.modes.off,
        advisory: point.modes.advisory,
        warn: point.modes.warn,
        enforce: point.modes.enforce,
      },
    })),
  };
}
