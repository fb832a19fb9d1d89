import type { Mode } from '../../contract/skill.ts';
import { groupBy } from '../../report/reading/group-by.ts';
import type { Decision } from '../decide.ts';
import type { Graduation } from '../graduate.ts';

/** Projects of a skill for which the same follows for the same reason; one row of a table. */
export interface Group {
  readonly skill: string;
  readonly from: Mode;
  readonly to: Mode;
  readonly change: Decision['change'];
  readonly decisions: readonly Decision[];
  /** The one with the least evidence; what is said of it holds for the others all the more. */
  readonly weakest: Decision;
}

/** By skill in the order of the graduation; of a skill, what changes first. */
export function groupsOf(graduation: Graduation): readonly Group[] {
  return graduation.skills.flatMap(({ skill, decisions }) => {
    const groups = [...groupBy(decisions, kindOf).values()].flatMap((own): Group[] => {
      const [weakest] = own.toSorted((a, b) => weightOf(a) - weightOf(b));
      if (!weakest) return [];
      const { from, to, change } = weakest;
      return [{ ...{ skill, from, to, change, weakest }, decisions: own }];
    });
    return groups.toSorted((a, b) => Number(a.change === 'stay') - Number(b.change === 'stay'));
  });
}

function weightOf({ evidence }: Decision): number {
  return evidence?.runs ?? 0;
}

/** Decisions of one kind differ in their figures alone. */
function kindOf({ from, to, criteria, hold, evidence }: Decision): string {
  const unmet = criteria.filter(({ met }) => !met).map(({ name, scope }) => `${scope} ${name}`);
  const seen =
    evidence === undefined ? 'none' : evidence.modeUnseen ? 'unseen' : evidence.commits > 0;
  return JSON.stringify([from, to, seen, hold?.reason, to === from ? unmet : []]);
}

/** `advisory → warn`, or the mode alone where it stays. */
export function movement({ from, to }: { readonly from: Mode; readonly to: Mode }): string {
  return from === to ? from : `${from} → ${to}`;
}

/** Whether a mode could have changed: it is not off, and there was something to check. */
export function isInteresting({ from, weakest: { evidence } }: Group): boolean {
  return from !== 'off' && (evidence === undefined || evidence.commits > 0 || evidence.modeUnseen);
}

/** Groups as they are told: those that stay for one and the same reason together, all others by themselves. */
export function folded(groups: readonly Group[]): readonly (readonly Group[])[] {
  const keyOf = (group: Group, at: number): string =>
    group.change === 'stay' ? JSON.stringify([group.from, group.weakest.reason]) : String(at);
  const keyed = groups.map((group, at) => ({ group, key: keyOf(group, at) }));
  return [...groupBy(keyed, ({ key }) => key).values()].map((own) => own.map(({ group }) => group));
}

/** How many modes rise and fall, in a sentence. */
export function totals(graduation: Graduation): {
  raised: number;
  lowered: number;
  staying: number;
} {
  const all = graduation.skills.flatMap(({ decisions }) => decisions);
  const of = (change: Decision['change']): number =>
    all.filter((decision) => decision.change === change).length;
  return { raised: of('raise'), lowered: of('lower'), staying: of('stay') };
}

/**
 * What is told of a decision: its reason, its criteria, or both. A reason that is made of the criteria is not told beside them.
 */
export function toldOf(
  { change, reason, criteria, hold }: Decision,
  detailed: boolean,
): { reason: string | undefined; criteria: boolean } {
  const lists = criteria.length > 0 && (detailed || change === 'raise');
  return { reason: lists && change !== 'raise' && !hold ? undefined : reason, criteria: lists };
}
