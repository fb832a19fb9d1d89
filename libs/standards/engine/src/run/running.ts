import type { SkillId } from '../contract/skill.ts';

/** The check that runs now, or ran last. */
export interface RunningCheck {
  readonly skill: SkillId;
  readonly project: string;
}

let running: RunningCheck | undefined;

export function setRunningCheck(check: RunningCheck): void {
  running = check;
}

/**
 * For a door that must say why the process ends before the run does: a skill of a pack can end it (`process.exit`), wait
 * for what never comes, or throw when its check is long over.
 */
export function runningCheck(): RunningCheck | undefined {
  return running;
}
