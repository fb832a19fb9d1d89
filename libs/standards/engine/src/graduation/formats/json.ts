import type { Criterion } from '../criteria.ts';
import type { Decision } from '../decide.ts';
import type { Evidence } from '../evidence.ts';
import type { Graduation } from '../graduate.ts';

/** Raised with every change that a reader of the JSON could notice. */
export const graduationVersion = 1;

/** For programs: every decision with its criteria and its evidence. Text is exact, so whoever shows it must make it safe. */
export function jsonGraduation(graduation: Graduation): Record<string, unknown> {
  const { at, policy, counted, skills } = graduation;
  return {
    ...{ schemaVersion: graduationVersion, at, policy, counted },
    skills: skills.map(({ skill, overall, decisions }) => ({
      skill,
      overall: {
        ...evidenceData(overall.evidence),
        crashingProjects: overall.crashing,
        silencingProjects: overall.silencing,
      },
      decisions: decisions.map(decisionData),
    })),
  };
}

function decisionData({ project, from, to, change, reason, criteria, hold, evidence }: Decision) {
  return {
    ...{ project, from, to, change, reason },
    hold: hold === undefined ? null : { ...hold, project: hold.project ?? null },
    criteria: criteria.map(({ name, scope, value, threshold, met, sentence }: Criterion) => ({
      ...{ name, scope, value, threshold, met, sentence },
    })),
    evidence: evidence === undefined ? null : evidenceData(evidence),
  };
}

/** Verdicts are counted: one for each commit would make most of the file. */
function evidenceData({ verdicts, ...evidence }: Evidence) {
  const passes = verdicts.filter((verdict) => verdict === 'pass').length;
  return { ...evidence, passes, passRate: verdicts.length === 0 ? null : passes / verdicts.length };
}
