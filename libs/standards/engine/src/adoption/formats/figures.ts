import { modes } from '../../contract/skill.ts';
import { duration, percent } from '../../graduation/words.ts';
import { count, list } from '../../report/text/count.ts';
import type { Adoption, ModeChange, Part, Point } from '../adoption.ts';

/** The share that passes; null where nothing was judged yet. */
export function passingShare({ passing, judged }: Point): number | null {
  return judged === 0 ? null : passing / judged;
}

/** The share that is enforced; null where no mode is known. */
export function enforcedShare({ modes: by }: Point): number | null {
  const all = by.off + by.advisory + by.warn + by.enforce;
  return all === 0 ? null : by.enforce / all;
}

export function lastPoint(part: Part): Point | undefined {
  return part.points.at(-1);
}

/** `enforce`, or `2 warn, 27 enforce`. */
export function modesInWords(point: Point | undefined): string {
  const present = modes.filter((mode) => point !== undefined && point.modes[mode] > 0);
  if (present.length === 0) return '-';
  if (present.length === 1) return present.join('');
  return present.map((mode) => `${point?.modes[mode] ?? 0} ${mode}`).join(', ');
}

export const headings = [
  'passing',
  'open',
  'fixed',
  'silenced',
  'to fix',
  'crashed',
  'flaky',
  '95 % in',
] as const;

/** A part in figures, in the order of {@link headings}. */
export function figuresOfPart(part: Part): readonly string[] {
  const last = lastPoint(part);
  const share = last && passingShare(last);
  return [
    share === null || share === undefined ? '-' : percent(share),
    String(last?.open ?? 0),
    String(part.fixed),
    String((last?.accepted ?? 0) + (last?.waived ?? 0)),
    part.timeToFixMs === null ? '-' : duration(part.timeToFixMs.median),
    String(part.crashes),
    part.repeated === 0 ? '-' : String(part.flaky),
    part.durationMs === null ? '-' : duration(part.durationMs.p95),
  ];
}

/** Where the figures come from. */
export function sourceSentence({ since, until, branch, counted }: Adoption): string {
  const where = branch === null ? 'protected branches' : `the branch ${branch}`;
  const { runs, commits } = counted;
  return `From ${day(since)} to ${day(until)}, by ${count(runs, 'run')} of ${count(commits, 'commit')} on ${where}.`;
}

const reasons = {
  branch: 'on other branches',
  pilot: 'of pilots',
  dirty: 'of no whole commit',
  byHand: 'by hand where CI records',
} as const;

/** What is not among the figures, in sentences; empty where nothing is missing. */
export function missingSentences({ counted, damagedLines }: Adoption): string[] {
  const { branch, pilot, dirty, byHand } = counted.left;
  const parts = Object.entries({ branch, pilot, dirty, byHand }).flatMap(([key, number]) => {
    const words = Object.entries(reasons).find(([name]) => name === key)?.[1];
    return number === 0 || words === undefined ? [] : [`${number} ${words}`];
  });
  return [
    ...(parts.length === 0 ? [] : [`Runs not counted: ${list(parts)}.`]),
    ...(damagedLines === 0
      ? []
      : [
          `${count(damagedLines, 'line')} of the history could not be read and ${damagedLines === 1 ? 'is' : 'are'} left out.`,
        ]),
  ];
}

/** The way out where there is nothing to show. */
export function emptySentence({ counted, branch }: Adoption): string | undefined {
  if (counted.runs > 0) return undefined;
  const { left } = counted;
  if (left.branch + left.pilot + left.dirty + left.byHand === 0) {
    return 'No run is on record in this time. `standards check` records each run; look again after the next, or further back with --since.';
  }
  return branch === null
    ? 'No run on record in this time counts. Figures come from whole commits on the branches that `protectedBranches` names; --branch NAME shows another.'
    : 'No run on record in this time counts. Figures come from whole commits on that branch.';
}

/** `2026-03-01`. */
export function day(moment: string): string {
  return moment.slice(0, 10);
}

/** A moment as fine as the stretches of time are. */
export function momentLabel(moment: string, stepHours: number): string {
  return stepHours < 24 ? `${moment.slice(0, 10)} ${moment.slice(11, 16)}` : day(moment);
}

/** `advisory → warn`. */
export function movementOf({ from, to }: ModeChange): string {
  return `${from} → ${to}`;
}
