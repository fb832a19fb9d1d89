import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './bundle-budget.cases.ts';
import { bundleBudget } from './bundle-budget.ts';

testSkill(bundleBudget, cases, { describe, it });
