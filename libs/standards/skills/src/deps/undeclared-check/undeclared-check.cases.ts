import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { devOnlyCases } from './cases/dev-only.cases.ts';
import { undeclaredCases } from './cases/undeclared.cases.ts';
import { unusedCases } from './cases/unused.cases.ts';

export const cases: readonly Case[] = [...undeclaredCases, ...devOnlyCases, ...unusedCases];
