import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { lintCases } from './cases/lint.cases.ts';
import { comparisonCases } from './cases/comparison.cases.ts';
import { driftCases } from './cases/drift.cases.ts';
import { referenceCases } from './cases/reference.cases.ts';

export const cases: readonly Case[] = [
  ...lintCases,
  ...referenceCases,
  ...comparisonCases,
  ...driftCases,
];
