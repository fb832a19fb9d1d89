import { count, list } from '../../report/text/count.ts';
import type { Graduation } from '../graduate.ts';
import type { Group } from './groups.ts';
import { isInteresting, totals } from './groups.ts';

const reasons = {
  outside: 'outside of the window',
  branch: 'on other branches',
  pilot: 'of pilots',
  dirty: 'of no whole commit',
  byHand: 'by hand where CI records',
} as const;

/** What the decisions rest on. */
export function evidenceSentence({ counted, policy, at }: Graduation): string {
  const { runs, commits, left } = counted;
  const day = at.slice(0, 10);
  const others = Object.entries(reasons).flatMap(([key, words]) => {
    const number = Object.entries(left).find(([name]) => name === key)?.[1] ?? 0;
    return number === 0 ? [] : [`${number} ${words}`];
  });
  const aside = others.length === 0 ? '' : ` Not counted: ${list(others)}.`;
  return `As of ${day}, by ${count(runs, 'run')} of ${count(commits, 'commit')} on protected branches in ${count(policy.windowDays, 'day')}.${aside}`;
}

/** What follows, counted. */
export function verdictSentence(graduation: Graduation): string {
  const { raised, lowered, staying } = totals(graduation);
  if (raised + lowered === 0) return 'No mode changes.';
  const parts = [
    ...(raised > 0 ? [`${raised} ${raised === 1 ? 'rises' : 'rise'}`] : []),
    ...(lowered > 0 ? [`${lowered} ${lowered === 1 ? 'falls' : 'fall'}`] : []),
    ...(staying > 0 ? [`${staying} ${staying === 1 ? 'stays' : 'stay'}`] : []),
  ];
  return `Of the modes, one for each skill on each project, ${list(parts)}.`;
}

/** The way out where there is nothing to go by. */
export function nothingSentence({ counted }: Graduation): string | undefined {
  if (counted.runs > 0) return undefined;
  const { left } = counted;
  const recorded = Object.values(left).reduce((sum, number) => sum + number, 0);
  return recorded === 0
    ? 'No run is on record. `standards check` records each run; look again when some have been made on a protected branch.'
    : 'No run on record counts. Evidence comes from whole commits on the branches that `protectedBranches` names; see docs/standards/graduation.md.';
}

/** What is not in the table: skills that are off, and those that found nothing to check. */
export function asideSentences(groups: readonly Group[]): string[] {
  const aside = groups.filter((group) => !isInteresting(group));
  const names = (off: boolean): string[] => [
    ...new Set(aside.filter(({ from }) => (from === 'off') === off).map(({ skill }) => skill)),
  ];
  const shown = new Set(groups.filter(isInteresting).map(({ skill }) => skill));
  const idle = names(false).filter((skill) => !shown.has(skill));
  return [
    ...(names(true).length === 0
      ? []
      : [`Off, and never switched on by itself: ${list(names(true))}.`]),
    ...(idle.length === 0 ? [] : [`Nothing to check anywhere: ${list(idle)}.`]),
  ];
}
