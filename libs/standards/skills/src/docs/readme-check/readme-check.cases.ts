import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { codeCases } from './cases/code.cases.ts';
import { linkCases } from './cases/links.cases.ts';
import { measuredCases } from './cases/measured.cases.ts';
import { sectionCases } from './cases/sections.cases.ts';

export const cases: readonly Case[] = [
  ...sectionCases,
  ...linkCases,
  ...codeCases,
  ...measuredCases,
];
