import type {
  Change,
  Decision,
  Graduation,
  RecordedRun,
  SkillGraduation,
} from '@h-j-petroleum/standards-engine';
import { configFile, graduate, setModes, toPatch } from '@h-j-petroleum/standards-engine';
import picomatch from 'picomatch';
import type { ModeStep } from '../fix/applied-fix.ts';
import { atTheirPlaces } from '../fix/places.ts';
import { selectProjects, selectSkills } from '../selection.ts';
import type { Session } from '../session.ts';

export interface GraduateSessionRequest {
  readonly runs: readonly RecordedRun[];
  /** Ids or bare names; empty for all. */
  readonly skills?: readonly string[];
  /** Names, roots or globs; empty for all. */
  readonly projects?: readonly string[];
  /** The moment that is decided at. */
  readonly now: Date;
}

export interface GraduatedSession {
  readonly graduation: Graduation;
  readonly changes: readonly Change[];
  /** A unified diff that `git apply` takes. */
  readonly patch: string;
  readonly modes: readonly ModeStep[];
}

/** Computes which modes follow from recorded runs, and the configuration that has them. Nothing is written. */
export async function graduateSession(
  session: Session,
  request: GraduateSessionRequest,
): Promise<GraduatedSession> {
  const { config, skills: all } = session;
  const skills = selectSkills(all, session.packs, { skills: request.skills ?? [], packs: [] });
  const { projects } = await session.read();
  config.assertProjects(projects);
  const selected = new Set(
    (request.projects?.length ? selectProjects({ projects }, request.projects) : projects).map(
      ({ id }) => id,
    ),
  );
  const isTrunk = picomatch([...config.protectedBranches]);
  const { runs, now } = request;
  const whole = graduate({ runs, skills, projects, config, isTrunk, now });

  // Projects that were not asked for have a say in what their skill's mode is, and keep their own.
  const asked = whole.skills.map((skill) => ({
    ...skill,
    decisions: skill.decisions.map((one) => (selected.has(one.project) ? one : staying(one))),
  }));
  const shown = whole.skills.map((skill): SkillGraduation => ({
    ...skill,
    decisions: skill.decisions.filter(({ project }) => selected.has(project)),
  }));
  const before = session.files.read(configFile);
  const after = setModes({ text: before, skills: all, projects, graduated: asked });
  const changes =
    after === before || (before === undefined && !shown.some(hasSteps))
      ? []
      : atTheirPlaces(session.root, [{ path: configFile, before, after }]);
  return {
    graduation: { ...whole, skills: shown },
    changes,
    patch: await toPatch(changes),
    modes: shown.flatMap(({ decisions }) =>
      decisions
        .filter(({ change }) => change !== 'stay')
        .map(({ skill, project, from, to, reason }) => ({ skill, project, from, to, reason })),
    ),
  };
}

function staying(decision: Decision): Decision {
  return { ...decision, to: decision.from, change: 'stay' };
}

function hasSteps({ decisions }: SkillGraduation): boolean {
  return decisions.some(({ change }) => change !== 'stay');
}
