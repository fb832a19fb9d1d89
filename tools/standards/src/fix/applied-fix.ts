import type { Change, Finding } from '@h-j-petroleum/standards-engine';

export interface AppliedFix {
  readonly changes: readonly Change[];
  readonly fixed: readonly Finding[];
}
