import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { baselineCases } from './cases/baseline.cases.ts';
import { budgetCases } from './cases/budgets.cases.ts';

export const cases: readonly Case[] = [...budgetCases, ...baselineCases];
