import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { applicationCases } from './cases/applies.cases.ts';
import { budgetCases } from './cases/budgets.cases.ts';
import { recordCases } from './cases/records.cases.ts';

export const cases: readonly Case[] = [...applicationCases, ...budgetCases, ...recordCases];
