import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { applicabilityCases } from './cases/applicability.cases.ts';
import { packedCases } from './cases/packed.cases.ts';
import { problemCases } from './cases/problems.cases.ts';

export const cases: readonly Case[] = [...applicabilityCases, ...packedCases, ...problemCases];
