import type { Draft, Verdict } from '../contract/skill.ts';
import type { Project } from '../workspace/workspace.ts';

/**
 * What a skill hands over is code's output that no type has checked where a pack is written in JavaScript; taken as it
 * comes it would break the report's schema or vanish from it. What is wrong is the skill's crash.
 *
 * @throws Error that says what is wrong with it
 */
export function assertDraft(draft: Draft, projects: ReadonlySet<Project>): void {
  const given: unknown = draft;
  if (typeof given !== 'object' || given === null) throw new Error('reported what is no finding');
  for (const key of ['file', 'expected', 'actual'] as const) {
    if (typeof draft[key] !== 'string') {
      throw new Error(`reported \`${draft.message}\` with a \`${key}\` that is no text`);
    }
  }
  if (draft.at !== undefined && !isLocation(draft.at)) {
    throw new Error(
      `reported \`${draft.message}\` with an \`at\` that is neither a line nor a path`,
    );
  }
  if (draft.data !== undefined && !Object.values(draft.data).every(isPlain)) {
    throw new Error(
      `reported \`${draft.message}\` with \`data\` other than texts, numbers and booleans`,
    );
  }
  assertProject(draft.project, projects);
}

/** @throws Error that says what is wrong with it */
export function assertVerdict(verdict: Verdict, projects: ReadonlySet<Project>): void {
  const outcome: unknown = verdict.outcome;
  if (outcome !== 'not-applicable' && outcome !== 'not-supported') {
    throw new Error(`concluded with \`${String(outcome)}\`, which is not for a skill to say`);
  }
  if (typeof verdict.reason !== 'string') throw new Error(`concluded without a reason`);
  assertProject(verdict.project, projects);
}

function assertProject(project: Project | undefined, projects: ReadonlySet<Project>): void {
  if (project !== undefined && !projects.has(project)) {
    throw new Error('spoke of a project that is none of the workspace');
  }
}

function isLocation(at: NonNullable<Draft['at']>): boolean {
  if ('line' in at) return Number.isFinite(at.line);
  return 'path' in at && Array.isArray(at.path);
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
