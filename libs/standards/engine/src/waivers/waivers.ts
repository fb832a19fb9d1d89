/**
 * Findings that somebody answers for until a day: shown, counted apart, and failing nothing. Where a waiver and the baseline
 * name one finding, the waiver holds: it says more.
 */
import type { Finding, FindingWaiver } from '../contract/skill.ts';
import type { OutcomeRow } from '../report/report.ts';
import type { Part } from '../run/gate.ts';

/** One waiver as the configuration has it. */
export interface Waiver {
  readonly fingerprint: string;
  readonly skill: string;
  readonly project: string;
  readonly reason: string;
  /** Who answers for it: a person or a team. */
  readonly owner: string;
  /** The last day on which it holds, in UTC: `2026-11-26`. */
  readonly until: string;
}

/** Waivers as one run uses them. */
export interface WaiversInUse {
  readonly entries: readonly Waiver[];
  /** Those of them that the change itself adds or makes longer, and that therefore accept nothing. */
  readonly added: readonly Waiver[];
  /** The day on which it is judged, in UTC. */
  readonly today: string;
}

/** Days from today on which a waiver may end, unless the configuration says otherwise. */
export const defaultMaxWaiverDays = 180;

/** The day of a moment in UTC: `2026-11-26`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** A day so many days later. */
export function daysAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));
}

/** Whether a finding counts: neither the baseline nor a waiver accepts it. */
export function counts(finding: Pick<Finding, 'accepted' | 'waiver'>): boolean {
  return !finding.accepted && !isWaived(finding);
}

/** Whether a waiver holds for a finding. */
export function isWaived({ waiver }: Pick<Finding, 'waiver'>): boolean {
  return waiver?.state === 'holds';
}

/** What a waiver is about: a finding of a skill on a project. */
export function waiverKey({
  fingerprint,
  skill,
  project,
}: Pick<Waiver, 'fingerprint' | 'skill' | 'project'>): string {
  return JSON.stringify([fingerprint, skill, project]);
}

/**
 * A part as waivers leave it on a day. A part that is kept knows of no waiver, so that it can be judged on another day.
 */
export function withWaivers(part: Part, waivers: WaiversInUse | undefined): Part {
  if (!waivers || waivers.entries.length === 0) return part;
  const byKey = new Map(waivers.entries.map((waiver) => [waiverKey(waiver), waiver]));
  const added = new Set(waivers.added.map(waiverKey));
  const touched = new Set<string>();
  const findings = part.findings.map((finding) => {
    const key = waiverKey(finding);
    const waiver = byKey.get(key);
    if (!waiver) return finding;
    touched.add(pairOf(finding));
    const state: FindingWaiver['state'] =
      waiver.until < waivers.today ? 'expired' : added.has(key) ? 'added' : 'holds';
    const { reason, owner, until } = waiver;
    const accepted = state === 'added' && finding.accepted;
    return { ...finding, accepted, waiver: { reason, owner, until, state } };
  });
  if (touched.size === 0) return part;
  const own = new Map<string, Finding[]>();
  for (const finding of findings) {
    const pair = pairOf(finding);
    if (touched.has(pair)) own.set(pair, [...(own.get(pair) ?? []), finding]);
  }
  const outcomes = part.outcomes.map((row) => {
    const found = own.get(pairOf(row));
    return found && row.outcome !== 'error' ? outcomeWith(row, found) : row;
  });
  return { ...part, outcomes, findings };
}

/** What comes of a check whose findings stand as these do. */
function outcomeWith(row: OutcomeRow, found: readonly Finding[]): OutcomeRow {
  const { skill, project, mode, durationMs } = row;
  const beneath = row.outcome === 'fail' ? (row.otherwise ?? { outcome: 'pass' as const }) : row;
  const bare = { skill, project, mode, durationMs };
  if (found.some(counts)) {
    const { outcome, reason } = beneath;
    const otherwise = reason === undefined ? { outcome } : { outcome, reason };
    return { ...bare, outcome: 'fail', otherwise };
  }
  const { outcome, reason } = beneath;
  if (outcome !== 'pass') return { ...bare, outcome, ...(reason === undefined ? {} : { reason }) };
  const waived = found.filter(isWaived).length;
  const accepted = found.length - waived;
  const parts = [
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(accepted > 0 ? [`${accepted} accepted by the baseline`] : []),
  ];
  return { ...bare, outcome, reason: `${parts.join(', ')}.` };
}

/**
 * The waivers that a change adds, or that hold on a later day by it than they did before: they accept nothing, because
 * otherwise a change could waive its own findings. One that already held today, as it was, still does.
 *
 * @param atBase the waivers at the merge base; undefined where there was no configuration, and then adopting some is allowed
 */
export function addedWaivers(
  now: readonly Waiver[],
  atBase: readonly Waiver[] | undefined,
  today: string,
): readonly Waiver[] {
  if (atBase === undefined) return [];
  const before = new Map(atBase.map((waiver) => [waiverKey(waiver), waiver]));
  return now.filter((waiver) => {
    const known = before.get(waiverKey(waiver));
    return known === undefined || known.until < today;
  });
}

function pairOf({ skill, project }: { readonly skill: string; readonly project: string }): string {
  return `${skill} ${project}`;
}
