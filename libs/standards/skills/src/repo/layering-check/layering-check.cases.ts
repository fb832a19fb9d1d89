import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { boundaryCases } from './cases/boundaries.ts';
import { circleCases } from './cases/circles.ts';
import { layerCases } from './cases/layers.ts';
import { scopeCases } from './cases/scopes.ts';

/** All that the skill is shown to find, to leave and to mend. */
export const cases: readonly Case[] = [
  ...layerCases,
  ...scopeCases,
  ...circleCases,
  ...boundaryCases,
];
