import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { announcedCases } from './cases/announced.cases.ts';
import { bumpCases } from './cases/bumps.cases.ts';
import { changesetCases } from './cases/changesets.cases.ts';

export const cases: readonly Case[] = [...announcedCases, ...bumpCases, ...changesetCases];
