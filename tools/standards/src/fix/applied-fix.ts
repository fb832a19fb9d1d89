import type { Change, Finding, Mode, Waiver } from '@h-j-petroleum/standards-engine';

/** A mode that evidence changed, by `standards graduate`. */
export interface ModeStep {
  readonly skill: string;
  readonly project: string;
  readonly from: Mode;
  readonly to: Mode;
  readonly reason: string;
}

/** What a patch changed, and why: findings that it mends or waives, or modes that follow from evidence. */
export interface AppliedFix {
  readonly changes: readonly Change[];
  readonly fixed: readonly Finding[];
  readonly modes?: readonly ModeStep[];
  readonly waived?: readonly Waiver[];
}
