import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { emittedCases } from './cases/emitted.cases.ts';
import { sourceCases } from './cases/sources.cases.ts';

export const cases: readonly Case[] = [...sourceCases, ...emittedCases];
