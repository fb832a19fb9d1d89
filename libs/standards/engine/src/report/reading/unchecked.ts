import { type OutcomeRow, unreadReason } from '../report.ts';

/** Checks of one skill that came to no verdict for one and the same reason. */
export interface Unchecked {
  readonly skill: string;
  readonly outcome: 'crashed' | 'unreadable' | 'not-supported';
  readonly reason: string;
  readonly projects: readonly string[];
}

/**
 * What was not checked although there was something to check: crashes first, then what could
 * not be read, then what is not supported here. Equal
 * reasons are told once, because a workspace of 300 packages gives the same one 300 times.
 */
export function uncheckedOf(outcomes: readonly OutcomeRow[]): Unchecked[] {
  const groups = new Map<string, Unchecked & { readonly projects: string[] }>();
  for (const { skill, outcome, project, reason = 'no reason was given' } of outcomes) {
    if (outcome !== 'error' && outcome !== 'not-supported') continue;
    const key = JSON.stringify([skill, outcome, reason]);
    const group = groups.get(key);
    if (group) group.projects.push(project);
    else {
      const kind =
        outcome === 'not-supported'
          ? outcome
          : wasCrash({ outcome, reason })
            ? 'crashed'
            : 'unreadable';
      groups.set(key, { skill, outcome: kind, reason, projects: [project] });
    }
  }
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

/** Whether a check broke off by itself. An `error` is none where its project's manifest could not be read. */
export function wasCrash({ outcome, reason }: Pick<OutcomeRow, 'outcome' | 'reason'>): boolean {
  return outcome === 'error' && reason !== unreadReason;
}

/** `@acme/a, @acme/b and 7 more projects`. */
export function namesOf(projects: readonly string[], most: number): string {
  const shown = projects.slice(0, most).join(', ');
  const left = projects.length - most;
  return left > 0 ? `${shown} and ${left} more ${left === 1 ? 'project' : 'projects'}` : shown;
}

function rank(unchecked: Unchecked): number {
  return ['crashed', 'unreadable', 'not-supported'].indexOf(unchecked.outcome);
}
