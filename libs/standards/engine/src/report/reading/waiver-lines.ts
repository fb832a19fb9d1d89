import type { Finding } from '../../contract/skill.ts';
import type { Waiver } from '../../waivers/waivers.ts';
import { isWaived } from '../../waivers/waivers.ts';
import type { Report } from '../report.ts';
import { count } from '../text/count.ts';

/** What a report says of one waiver, the same in every format. The words of `text` are the repository's. */
export interface WaiverLine {
  readonly what: 'waived' | 'expired' | 'added' | 'gone';
  readonly text: string;
}

/** The findings that are waived, then the waivers that somebody should look at. */
export function waiverLines(report: Report): readonly WaiverLine[] {
  const { waivers, findings } = report;
  if (!waivers) return [];
  return [
    ...findings.filter(isWaived).map((finding) => ({
      what: 'waived' as const,
      text: `${finding.file}:${finding.line} ${finding.message} (${finding.skill}, ${finding.fingerprint}): ${waiverClause(finding) ?? ''}`,
    })),
    ...waivers.expired.map((waiver) => ({
      what: 'expired' as const,
      text: expiredSentence(waiver),
    })),
    ...waivers.added.map((waiver) => ({
      what: 'added' as const,
      text: `${about(waiver)}: added by this change, so it accepts nothing yet`,
    })),
    ...waivers.gone.map((waiver) => ({
      what: 'gone' as const,
      text: `${about(waiver)}: not found any more; take it out of the configuration`,
    })),
  ];
}

/** `waived until 2026-12-31 by team-a: the reason`; undefined for a finding without a waiver. */
export function waiverClause({ waiver }: Pick<Finding, 'waiver'>): string | undefined {
  if (!waiver) return undefined;
  const { owner, until, reason, state } = waiver;
  if (state === 'expired') return `the waiver of ${owner} expired on ${until}, so it counts again`;
  if (state === 'added') {
    return `the waiver of ${owner} is added by this change, so it accepts nothing yet`;
  }
  return `waived until ${until} by ${owner}: ${reason}`;
}

/** How many findings are waived; nothing where none is. */
export function waivedCount(report: Report): string | undefined {
  const { waived } = report.summary;
  return waived > 0 ? `${count(waived, 'finding')} waived` : undefined;
}

function expiredSentence(waiver: Waiver): string {
  return `waiver of ${about(waiver)} expired on ${waiver.until}, owner ${waiver.owner}: it counts again`;
}

function about({ skill, project, fingerprint }: Waiver): string {
  return `${skill} on ${project} (${fingerprint})`;
}
