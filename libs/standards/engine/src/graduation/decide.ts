import type { Mode } from '../contract/skill.ts';
import { matchesName } from '../config/match-project.ts';
import { compileGlob } from '../workspace/compile-glob.ts';
import type { Project } from '../workspace/workspace.ts';
import type { Criterion, Overall } from './criteria.ts';
import { cooldown, lowerCriteria, raiseCriteria } from './criteria.ts';
import type { Evidence } from './evidence.ts';
import type { Hold, Policy } from './policy.ts';

/** What follows for one skill on one project. */
export interface Decision {
  readonly skill: string;
  /** The project's id. */
  readonly project: string;
  readonly from: Mode;
  readonly to: Mode;
  readonly change: 'raise' | 'lower' | 'stay';
  /** One or more sentences: why it changes, or what is missing. */
  readonly reason: string;
  /** What was asked: of a raise, all of it; of a lowering, what took it down. */
  readonly criteria: readonly Criterion[];
  /** The hold that kept it where it is. */
  readonly hold: Hold | undefined;
  /** Undefined where no run that counts looked at it. */
  readonly evidence: Evidence | undefined;
}

export interface DecideRequest {
  readonly skill: string;
  readonly project: Project;
  /** The mode that holds now, by the configuration. */
  readonly mode: Mode;
  readonly evidence: Evidence | undefined;
  /** The skill over all projects. */
  readonly overall: Overall;
  readonly policy: Policy;
  readonly now: Date;
}

/** By one step at most, and never without evidence. */
export function decide(request: DecideRequest): Decision {
  const { skill, project, mode, policy } = request;
  const follows = withoutHolds(request);
  const hold =
    follows.change === 'stay'
      ? undefined
      : policy.holds.find((one) => holds(one, skill, project, follows.change));
  const base = { skill, project: project.id, from: mode, evidence: request.evidence };
  if (!hold) return { ...base, ...follows, hold };
  return {
    ...base,
    ...{ to: mode, change: 'stay', hold, criteria: follows.criteria },
    reason: `Held: ${withStop(hold.reason)} Without that it would go to ${follows.to}.`,
  };
}

type Follows = Pick<Decision, 'to' | 'change' | 'reason' | 'criteria'>;

const above = { advisory: 'warn', warn: 'enforce' } as const;
const below = { warn: 'advisory', enforce: 'warn' } as const;

function withoutHolds({ mode, evidence, overall, policy, now }: DecideRequest): Follows {
  const stay = (reason: string, criteria: readonly Criterion[] = []): Follows => ({
    ...{ to: mode, change: 'stay', reason, criteria },
  });
  if (mode === 'off') return stay('What is off is never switched on by itself.');
  if (evidence?.modeUnseen) return stay(`No run that counts has seen it in mode ${mode} yet.`);
  if (!evidence) return stay('No run that counts looked at it.');
  if (evidence.commits === 0) return stay('There was nothing to check in it.');

  if (mode !== 'advisory') {
    const rule = policy.lower[mode];
    const down = lowerCriteria(evidence, overall, rule).filter(({ met }) => met);
    const cool = cooldown(evidence, rule.cooldownDays, now);
    if (down.length > 0 && !cool.met) {
      return stay(`${sentences(down)} It stays for now: ${lowerFirst(cool.sentence)}`, [
        ...down,
        cool,
      ]);
    }
    if (down.length > 0) {
      return { to: below[mode], change: 'lower', reason: sentences(down), criteria: down };
    }
  }
  if (mode === 'enforce') return stay('It enforces, and nothing speaks against it.');

  const to = above[mode];
  const asked = raiseCriteria(evidence, overall, policy.raise[to], now);
  const missing = asked.filter(({ met }) => !met);
  // What would take the mode down again at once must not be raised first.
  const back = lowerCriteria(evidence, overall, policy.lower[to]).filter(({ met }) => met);
  if (missing.length > 0 || back.length > 0) {
    return stay(sentences([...missing, ...back]), [
      ...asked,
      ...back.map((one) => ({ ...one, met: false })),
    ]);
  }
  return { to, change: 'raise', reason: 'All that the policy asks is met.', criteria: asked };
}

function holds(hold: Hold, skill: string, project: Project, change: Decision['change']): boolean {
  const direction = change === 'raise' ? 'up' : 'down';
  return (
    (hold.direction === 'both' || hold.direction === direction) &&
    (hold.skill === skill || compileGlob(hold.skill, false)(skill)) &&
    (hold.project === undefined || matchesName(project, hold.project))
  );
}

function sentences(criteria: readonly Criterion[]): string {
  return criteria.map(({ sentence }) => sentence).join(' ');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
