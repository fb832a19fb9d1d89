import type { Finding, Mode } from '../../contract/skill.ts';
import { modes } from '../../contract/skill.ts';
import { counts } from '../../waivers/waivers.ts';

/** Findings in three grades, as SARIF, GitHub and JUnit know them, by the words of SARIF. */
export type Level = 'error' | 'warning' | 'note';

const levels = { enforce: 'error', warn: 'warning', advisory: 'note', off: 'note' } as const;

export function levelOfMode(mode: Mode): Level {
  return levels[mode];
}

/** A finding that does not count fails nothing whatever its mode. */
export function levelOf(finding: Pick<Finding, 'mode' | 'accepted' | 'waiver'>): Level {
  return counts(finding) ? levels[finding.mode] : 'note';
}

/** How much a finding matters, from 0 for one that does not count. */
export function strengthOf(finding: Pick<Finding, 'mode' | 'accepted' | 'waiver'>): number {
  return counts(finding) ? 1 + modes.indexOf(finding.mode) : 0;
}

/** Strongest first, and the report's order among equals: whoever cuts the end off cuts off the least. */
export function strongestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => strengthOf(b) - strengthOf(a));
}
