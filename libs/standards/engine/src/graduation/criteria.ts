import { count } from '../report/text/count.ts';
import type { Evidence } from './evidence.ts';
import { dayMs } from './observations.ts';
import type { LowerPolicy, RaisePolicy } from './policy.ts';
import { days, duration, percent } from './words.ts';

/** One thing that a policy asks, and what was found. */
export interface Criterion {
  /** The key of the policy. */
  readonly name: keyof RaisePolicy | keyof LowerPolicy;
  /** Whether it was held against one project, or against the skill over all projects. */
  readonly scope: 'project' | 'skill';
  /** In the unit of the threshold; null where there was nothing to measure. */
  readonly value: number | null;
  readonly threshold: number;
  /** For a raise: whether it is as the policy asks. For a lowering: whether it takes the mode down. */
  readonly met: boolean;
  readonly sentence: string;
}

/** The skill over all projects that have the same reason to be taken down as one. */
export interface Overall {
  /** Under the modes that hold. */
  readonly evidence: Evidence;
  /** Whatever the modes were: what crashed is not forgotten because it was taken down. */
  readonly everything: Evidence;
  /** Projects in which it crashed. */
  readonly crashing: number;
  /** Projects in which findings were silenced. */
  readonly silencing: number;
}

/** Everything that is asked before a mode is raised, in the order of the policy. */
export function raiseCriteria(
  evidence: Evidence,
  overall: Overall,
  policy: RaisePolicy,
  now: Date,
): Criterion[] {
  const recent = evidence.verdicts.slice(-policy.runs);
  const passed = recent.filter((verdict) => verdict === 'pass').length;
  const { findings } = evidence;
  const decided = findings.fixed + findings.suppressed;
  const p95 = evidence.durationMs?.p95 ?? null;
  return [
    atLeast(
      'runs',
      evidence.runs,
      policy.runs,
      `It was judged on ${count(evidence.runs, 'commit')}; ${needed(policy.runs)}.`,
    ),
    atLeast(
      'days',
      evidence.days,
      policy.days,
      `They span ${days(evidence.days)}; ${needed(policy.days)}.`,
    ),
    atLeast(
      'passRate',
      shareOf(passed, recent.length),
      policy.passRate,
      `Of the latest ${count(recent.length, 'commit')}, ${passed} passed${ratio(passed, recent.length)}; ${percent(policy.passRate)} is needed.`,
    ),
    atMost(
      'crashRate',
      shareOf(evidence.crashes, evidence.commits),
      policy.crashRate,
      `It crashed on ${evidence.crashes} of ${count(evidence.commits, 'commit')}${ratio(evidence.crashes, evidence.commits)}; ${upTo(policy.crashRate)}.`,
    ),
    // What crashes on one project can crash on the next, so a crash anywhere holds the others back too.
    ...(overall.everything.crashes > evidence.crashes ? [crashingElsewhere(overall, policy)] : []),
    atMost(
      'flakyRate',
      shareOf(evidence.flaky, evidence.repeated),
      policy.flakyRate,
      evidence.repeated === 0
        ? 'No commit was looked at twice, so nothing contradicts itself.'
        : `Of ${count(evidence.repeated, 'commit')} looked at more than once, ${evidence.flaky} gave different results; ${upTo(policy.flakyRate)}.`,
    ),
    atMost(
      'suppressedShare',
      shareOf(findings.suppressed, decided),
      policy.suppressedShare,
      decided === 0
        ? 'No finding was fixed or silenced.'
        : `${fixedAgainst(findings.fixed, findings.suppressed)}; ${upTo(policy.suppressedShare)}.`,
    ),
    atMost(
      'unsupportedShare',
      shareOf(evidence.unsupported, evidence.commits),
      policy.unsupportedShare,
      `It could not check ${evidence.unsupported} of ${count(evidence.commits, 'commit')}${ratio(evidence.unsupported, evidence.commits)}; ${upTo(policy.unsupportedShare)}.`,
    ),
    ...(policy.openFindings === null
      ? []
      : [
          atMost(
            'openFindings',
            findings.open,
            policy.openFindings,
            `${count(findings.open, 'finding')} ${findings.open === 1 ? 'is' : 'are'} open; at most ${policy.openFindings} may be.`,
          ),
        ]),
    ...(policy.durationMs === null
      ? []
      : [
          atMost(
            'durationMs',
            p95,
            policy.durationMs,
            p95 === null
              ? 'No duration is on record.'
              : `Of its checks 95 % took at most ${duration(p95)}; ${duration(policy.durationMs)} is the limit.`,
          ),
        ]),
    cooldown(evidence, policy.cooldownDays, now),
  ];
}

/** Everything that takes a mode down. Each asks for cases before it asks for a share, so that one more pass never lowers. */
export function lowerCriteria(
  evidence: Evidence,
  overall: Overall,
  policy: LowerPolicy,
): Criterion[] {
  const p95 = evidence.durationMs?.p95 ?? null;
  const own = [crashing(evidence, policy, 'project'), silenced(evidence, policy, 'project')];
  return [
    ...own,
    ...(overall.crashing >= policy.projects ? [crashing(overall.evidence, policy, 'skill')] : []),
    ...(overall.silencing >= policy.projects ? [silenced(overall.evidence, policy, 'skill')] : []),
    ...(policy.durationMs === null
      ? []
      : [
          {
            name: 'durationMs',
            scope: 'project',
            value: p95,
            threshold: policy.durationMs,
            met: p95 !== null && p95 > policy.durationMs,
            sentence:
              p95 === null
                ? 'No duration is on record.'
                : `Of its checks 95 % took at most ${duration(p95)}; more than ${duration(policy.durationMs)} takes it down.`,
          } as const,
        ]),
  ];
}

function crashingElsewhere({ everything }: Overall, policy: RaisePolicy): Criterion {
  const { crashes, commits } = everything;
  return {
    ...atMost(
      'crashRate',
      shareOf(crashes, commits),
      policy.crashRate,
      `Over all projects it crashed on ${crashes} of ${count(commits, 'look')}${ratio(crashes, commits)}; ${upTo(policy.crashRate)}.`,
    ),
    scope: 'skill',
  };
}

/** How long ago the mode changed, where that is on record. */
export function cooldown(evidence: Evidence, threshold: number, now: Date): Criterion {
  const { modeSince } = evidence;
  const value = modeSince === null ? null : (now.getTime() - Date.parse(modeSince)) / dayMs;
  return {
    name: 'cooldownDays',
    scope: 'project',
    value,
    threshold,
    met: value === null || value >= threshold,
    sentence:
      value === null
        ? 'No change of its mode is on record.'
        : `Its mode changed ${days(value)} ago; ${needed(threshold)}.`,
  };
}

function crashing(evidence: Evidence, policy: LowerPolicy, scope: Criterion['scope']): Criterion {
  const { crashes, commits } = evidence;
  const value = shareOf(crashes, commits);
  return {
    name: 'crashRate',
    scope,
    value,
    threshold: policy.crashRate,
    met: crashes >= policy.crashes && value !== null && value > policy.crashRate,
    sentence: `${opening(scope)} crashed on ${crashes} of ${count(commits, scope === 'skill' ? 'look' : 'commit')}${ratio(crashes, commits)}; ${policy.crashes} or more that are more than ${percent(policy.crashRate)} take it down.`,
  };
}

function silenced(evidence: Evidence, policy: LowerPolicy, scope: Criterion['scope']): Criterion {
  const { fixed, suppressed } = evidence.findings;
  const value = shareOf(suppressed, fixed + suppressed);
  const figures = fixedAgainst(fixed, suppressed);
  return {
    name: 'suppressedShare',
    scope,
    value,
    threshold: policy.suppressedShare,
    met: suppressed >= policy.suppressed && value !== null && value > policy.suppressedShare,
    sentence: `${scope === 'skill' ? `Over all projects: ${figures}` : figures}; ${policy.suppressed} or more silenced that are more than ${percent(policy.suppressedShare)} take it down.`,
  };
}

function opening(scope: Criterion['scope']): string {
  return scope === 'skill' ? 'Over all projects it' : 'It';
}

function fixedAgainst(fixed: number, suppressed: number): string {
  const share = ratio(suppressed, fixed + suppressed);
  return `${count(fixed, 'finding')} fixed, ${suppressed} silenced${share}`;
}

function atLeast(
  name: Criterion['name'],
  value: number | null,
  threshold: number,
  sentence: string,
): Criterion {
  // Where nothing was seen there is nothing that could be enough.
  return {
    name,
    scope: 'project',
    value,
    threshold,
    met: value !== null && value >= threshold,
    sentence,
  };
}

function atMost(
  name: Criterion['name'],
  value: number | null,
  threshold: number,
  sentence: string,
): Criterion {
  return {
    name,
    scope: 'project',
    value,
    threshold,
    met: value === null || value <= threshold,
    sentence,
  };
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? '' : ` (${percent(part / whole)})`;
}

function needed(number: number): string {
  return `${number} ${number === 1 ? 'is' : 'are'} needed`;
}

function upTo(limit: number): string {
  return limit === 0 ? 'none may' : `at most ${percent(limit)} may`;
}
