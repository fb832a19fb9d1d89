import type { Evidence } from '../evidence.ts';
import { duration, percent } from '../words.ts';
import type { Group } from './groups.ts';
import { movement } from './groups.ts';

export const headings = [
  'skill',
  'mode',
  'projects',
  'commits',
  'passed',
  'crashed',
  'fixed',
  'silenced',
  'to fix',
  '95 % in',
] as const;

/** A row of the table; figures of the weakest where there are several projects. */
export function cellsOf(group: Group): readonly string[] {
  const { skill, decisions, weakest } = group;
  return [skill, movement(group), String(decisions.length), ...figures(weakest.evidence)];
}

function figures(evidence: Evidence | undefined): string[] {
  if (!evidence || evidence.commits === 0) return headings.slice(3).map(() => '-');
  const { runs, verdicts, crashes, findings, durationMs } = evidence;
  const passed = verdicts.filter((verdict) => verdict === 'pass').length;
  return [
    String(runs),
    runs === 0 ? '-' : percent(passed / runs),
    String(crashes),
    String(findings.fixed),
    String(findings.suppressed),
    findings.timeToFixMs === null ? '-' : duration(findings.timeToFixMs.median),
    durationMs === null ? '-' : duration(durationMs.p95),
  ];
}
