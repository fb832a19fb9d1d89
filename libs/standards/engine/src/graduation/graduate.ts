import type { Config } from '../config/load-config.ts';
import type { AnySkill } from '../contract/skill.ts';
import type { RecordedRun } from '../history/recorded-run.ts';
import type { Project } from '../workspace/workspace.ts';
import type { Overall } from './criteria.ts';
import type { Decision } from './decide.ts';
import { decide } from './decide.ts';
import { evidenceOf } from './evidence.ts';
import type { Counted, Observations } from './observations.ts';
import { dayMs, observe, pairKey } from './observations.ts';
import type { Policy } from './policy.ts';

export interface GraduateRequest {
  readonly runs: Iterable<RecordedRun>;
  readonly skills: readonly AnySkill[];
  /** All projects of the workspace, the root among them. */
  readonly projects: readonly Project[];
  readonly config: Pick<Config, 'modeOf' | 'graduation'>;
  /** Whether a branch is protected. */
  isTrunk(branch: string): boolean;
  readonly now: Date;
}

export interface Graduation {
  /** The moment that was decided at. ISO 8601 in UTC. */
  readonly at: string;
  readonly policy: Policy;
  readonly counted: Counted;
  readonly skills: readonly SkillGraduation[];
}

export interface SkillGraduation {
  readonly skill: string;
  readonly overall: Overall;
  /** One for each project, in the order of the request. */
  readonly decisions: readonly Decision[];
}

/** What follows, by the policy, for every skill on every project. Pure: the clock is handed in, and runs may come in any order. */
export function graduate(request: GraduateRequest): Graduation {
  const { skills, projects, config, now } = request;
  const policy = config.graduation;
  const { runs, isTrunk } = request;
  const since = new Date(now.getTime() - policy.windowDays * dayMs);
  const { pairs, counted } = observe({ runs, policy, isTrunk, since, until: now });
  return {
    ...{ at: now.toISOString(), policy, counted },
    skills: skills.map((skill) => {
      const id = skill.meta.id;
      const rows = projects.map((project) => ({
        project,
        mode: config.modeOf(skill, project),
        seen: pairs.get(pairKey(id, project.id)),
      }));
      const seen = rows.flatMap(({ seen: one, mode }) => (one ? [{ seen: one, mode }] : []));
      const overall = overallOf(seen);
      return {
        ...{ skill: id, overall },
        decisions: rows.map(({ project, mode, seen: own }) =>
          decide({
            ...{ skill: id, project, mode, overall, policy, now },
            evidence: own && evidenceOf([{ seen: own, mode }]),
          }),
        ),
      };
    }),
  };
}

function overallOf(seen: readonly { seen: Observations; mode: Decision['from'] }[]): Overall {
  const each = seen.map((one) => evidenceOf([one]));
  return {
    evidence: evidenceOf(seen),
    everything: evidenceOf(seen.map((one) => ({ seen: one.seen, mode: undefined }))),
    crashing: each.filter(({ crashes }) => crashes > 0).length,
    silencing: each.filter(({ findings }) => findings.suppressed > 0).length,
  };
}
