/**
 * The written rule by which modes rise and fall: `graduation` in `standards.config.json`. Every number has a default here and
 * its meaning in `docs/standards/graduation.md`.
 */

/** What has to hold for a mode to be raised to the one that these stand for. All of them must be met. */
export interface RaisePolicy {
  /** Commits on which the skill passed or failed, at least. */
  readonly runs: number;
  /** Days from the first to the last of those commits' runs, at least. */
  readonly days: number;
  /** Share of the latest `runs` of them that passed, at least. From 0 to 1. */
  readonly passRate: number;
  /** Share of the commits on which the skill crashed, at most. From 0 to 1. */
  readonly crashRate: number;
  /** Share of the commits looked at more than once that gave different results, at most. From 0 to 1. */
  readonly flakyRate: number;
  /** Findings silenced, as a share of those fixed or silenced, at most. From 0 to 1. */
  readonly suppressedShare: number;
  /** Share of the commits on which it could not be checked, at most. From 0 to 1. */
  readonly unsupportedShare: number;
  /** Findings open at the last look, at most; null: not asked. */
  readonly openFindings: number | null;
  /** The 95th percentile of the check's duration in milliseconds, at most; null: not asked. */
  readonly durationMs: number | null;
  /** Days since the mode last changed, at least. */
  readonly cooldownDays: number;
}

/** What takes down a mode by one step. Any of them is enough, and each asks for a number of cases before it asks for a share. */
export interface LowerPolicy {
  /** Projects with a crash, or with a silenced finding, at least, for the skill to be judged over all projects and go down in each. */
  readonly projects: number;
  /** Commits on which the skill crashed, at least; together with `crashRate`. */
  readonly crashes: number;
  /** Share of the commits on which it crashed, more than. From 0 to 1. */
  readonly crashRate: number;
  /** Findings silenced, at least; together with `suppressedShare`. */
  readonly suppressed: number;
  /** Findings silenced, as a share of those fixed or silenced, more than. From 0 to 1. */
  readonly suppressedShare: number;
  /** The 95th percentile of the check's duration in milliseconds, more than; null: not asked. */
  readonly durationMs: number | null;
  /** Days since the mode last changed, at least; before that, nothing takes it down. */
  readonly cooldownDays: number;
}

/** Keeps a mode as it is, whatever the evidence says. */
export interface Hold {
  /** Id, or a glob of ids: `perf:*`. */
  readonly skill: string;
  /** Id or root, or a glob of either; without it, all projects. */
  readonly project: string | undefined;
  /** `up`: never raised. `down`: never lowered. */
  readonly direction: 'both' | 'up' | 'down';
  readonly reason: string;
}

export interface Policy {
  /** Runs older than this are no evidence. Days. */
  readonly windowDays: number;
  /** Whether runs on a tree that differs from its commit, or is in no commit, are evidence. */
  readonly countDirty: boolean;
  /** Whether runs of `--pilot` are evidence. */
  readonly countPilot: boolean;
  /** By the mode that would follow. */
  readonly raise: { readonly warn: RaisePolicy; readonly enforce: RaisePolicy };
  /** By the mode that would be left. */
  readonly lower: { readonly warn: LowerPolicy; readonly enforce: LowerPolicy };
  readonly holds: readonly Hold[];
}

const lowerDefault: LowerPolicy = {
  projects: 3,
  crashes: 3,
  crashRate: 0.1,
  suppressed: 5,
  suppressedShare: 0.5,
  durationMs: null,
  cooldownDays: 1,
};

export const defaultPolicy: Policy = {
  windowDays: 90,
  countDirty: false,
  countPilot: true,
  raise: {
    warn: {
      runs: 10,
      days: 7,
      passRate: 0.5,
      crashRate: 0.02,
      flakyRate: 0.05,
      suppressedShare: 0.4,
      unsupportedShare: 0.5,
      openFindings: null,
      durationMs: 60_000,
      cooldownDays: 7,
    },
    enforce: {
      runs: 20,
      days: 14,
      passRate: 0.95,
      crashRate: 0,
      flakyRate: 0,
      suppressedShare: 0.2,
      unsupportedShare: 0.1,
      openFindings: 0,
      durationMs: 60_000,
      cooldownDays: 14,
    },
  },
  lower: { warn: lowerDefault, enforce: lowerDefault },
  holds: [],
};

type Given<T> = { [K in keyof T]?: T[K] | undefined };

/** `graduation` as the configuration gives it; written out, because the types of the published packages name no zod. */
export interface PolicyInput {
  windowDays?: number | undefined;
  countDirty?: boolean | undefined;
  countPilot?: boolean | undefined;
  raise?:
    { warn?: Given<RaisePolicy> | undefined; enforce?: Given<RaisePolicy> | undefined } | undefined;
  lower?:
    { warn?: Given<LowerPolicy> | undefined; enforce?: Given<LowerPolicy> | undefined } | undefined;
  holds?: HoldInput[] | undefined;
}

export interface HoldInput {
  skill: string;
  project?: string | undefined;
  direction?: Hold['direction'] | undefined;
  reason: string;
}

/** The policy with every default filled in. */
export function policyOf(input: PolicyInput | undefined): Policy {
  const { windowDays, countDirty, countPilot, raise, lower } = defaultPolicy;
  return {
    windowDays: input?.windowDays ?? windowDays,
    countDirty: input?.countDirty ?? countDirty,
    countPilot: input?.countPilot ?? countPilot,
    raise: {
      warn: filled(raise.warn, input?.raise?.warn),
      enforce: filled(raise.enforce, input?.raise?.enforce),
    },
    lower: {
      warn: filled(lower.warn, input?.lower?.warn),
      enforce: filled(lower.enforce, input?.lower?.enforce),
    },
    holds: (input?.holds ?? []).map(({ skill, project, direction = 'both', reason }) => ({
      skill,
      project,
      direction,
      reason,
    })),
  };
}

/** Null is a value of its own: it takes a limit away. */
function filled<T extends object>(defaults: T, given: Given<T> | undefined): T {
  const kept = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(kept) };
}
