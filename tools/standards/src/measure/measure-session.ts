import { join } from 'node:path';
import type {
  AnySkill,
  MeasurementRecord,
  Project,
  SkillId,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import {
  judgedHash,
  measuredFile,
  readRecord,
  StandardsError,
} from '@h-j-petroleum/standards-engine';
import { writeWhole } from '../nx/write-whole.ts';
import { selectProjects, selectSkills } from '../selection.ts';
import type { Session } from '../session.ts';
import { runChild } from './run-child.ts';

export interface MeasureSessionRequest {
  /** Names, roots or globs; empty for all. */
  readonly projects?: readonly string[];
  /** Ids or bare names; empty for all that measure. */
  readonly skills?: readonly string[];
  /** Measures also what was measured already and has not changed since. */
  readonly again?: boolean;
  /** Called before each measurement. */
  readonly onStart?: (skill: SkillId, project: Project) => void;
}

/** What came of one measurement; `kept` is one of an earlier run that still holds. */
export interface MeasuredRow {
  readonly skill: SkillId;
  readonly project: string;
  readonly outcome: 'measured' | 'kept' | 'not-supported' | 'crashed';
  /** What it took now: nothing, where it is kept. */
  readonly durationMs: number;
  readonly reason?: string;
}

/**
 * Runs the measurements of an open workspace, one after the other, so that none disturbs another, and leaves their records
 * for `check`. One that crashes is a row like all others.
 *
 * @throws StandardsError BAD_USAGE for a skill that is asked for and has nothing to measure
 */
export async function measureSession(
  session: Session,
  request: MeasureSessionRequest = {},
): Promise<readonly MeasuredRow[]> {
  const wanted = request.skills ?? [];
  const skills = selectSkills(session.skills, session.packs, { skills: wanted, packs: [] });
  const idle = wanted.length > 0 ? skills.find((skill) => !skill.measure) : undefined;
  if (idle) {
    throw new StandardsError(
      'BAD_USAGE',
      `${idle.meta.id} has nothing to measure; \`standards check --skill ${idle.meta.id}\` runs it.`,
    );
  }
  const workspace = await session.read();
  const projects = request.projects?.length
    ? selectProjects(workspace, request.projects)
    : workspace.projects;
  const rows: MeasuredRow[] = [];
  for (const skill of skills) {
    for (const project of projects) {
      const options = session.config.optionsOf(skill);
      if (session.config.modeOf(skill, project) === 'off') continue;
      if (!skill.measure?.appliesTo({ workspace, project, options })) continue;
      rows.push(await measureOne(session, workspace, skill, project, request));
    }
  }
  return rows;
}

async function measureOne(
  { root, config }: Session,
  workspace: Workspace,
  skill: AnySkill,
  project: Project,
  { again, onStart }: MeasureSessionRequest,
): Promise<MeasuredRow> {
  const { id } = skill.meta;
  // Before it starts: what changes meanwhile makes the record stale.
  const hash = judgedHash(skill, workspace, project, config.optionsOf(skill));
  const before = again === true ? undefined : readRecord(workspace, id, project);
  if (before?.hash === hash && before.result.state === 'done' && before.result.keep) {
    return { skill: id, project: project.id, outcome: 'kept', durationMs: 0 };
  }
  onStart?.(id, project);
  const measuredAt = new Date().toISOString();
  const started = performance.now();
  const result = await runChild({ root, skill: id, project }, skill.measure?.timeoutMs ?? 0);
  const durationMs = Math.round(performance.now() - started);
  const isKept = result.state === 'done' && result.keep;
  const record: MeasurementRecord = {
    ...{ schemaVersion: 1, skill: id, project: project.id, hash },
    ...(isKept ? {} : { measuredAt, durationMs }),
    result,
  };
  writeWhole(join(root, measuredFile(id, project.root)), `${JSON.stringify(record, null, 2)}\n`);
  return {
    ...{ skill: id, project: project.id, durationMs },
    outcome: result.state === 'done' ? 'measured' : result.state,
    ...(result.state === 'done' ? {} : { reason: result.reason }),
  };
}

/** One line for a row, for people. */
export function rowText({ skill, project, outcome, durationMs, reason }: MeasuredRow): string {
  const seconds = (durationMs / 1000).toFixed(1);
  const what = {
    measured: `measured in ${seconds} s`,
    kept: 'measured before, and nothing that it judges has changed',
    'not-supported': `could not be measured: ${reason}`,
    crashed: `crashed: ${reason}`,
  }[outcome];
  return `${skill}  ${project}  ${what}\n`;
}
