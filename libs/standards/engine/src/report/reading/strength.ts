import type { Finding, Mode } from '../../contract/skill.ts';
import { modes } from '../../contract/skill.ts';

/** Findings in three grades, as SARIF, GitHub and JUnit know them, by the words of SARIF. */
export type Level = 'error' | 'warning' | 'note';

const levels = { enforce: 'error', warn: 'warning', advisory: 'note', off: 'note' } as const;

export function levelOfMode(mode: Mode): Level {
  return levels[mode];
}

/** An accepted finding fails nothing whatever its mode. */
export function levelOf(finding: Pick<Finding, 'mode' | 'accepted'>): Level {
  return finding.accepted ? 'note' : levels[finding.mode];
}

/** How much a finding matters, from 0 for one that the baseline accepts. */
export function strengthOf(finding: Pick<Finding, 'mode' | 'accepted'>): number {
  return finding.accepted ? 0 : 1 + modes.indexOf(finding.mode);
}

/** Strongest first, and the report's order among equals: whoever cuts the end off cuts off the least. */
export function strongestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => strengthOf(b) - strengthOf(a));
}
