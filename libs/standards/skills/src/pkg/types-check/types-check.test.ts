import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './types-check.cases.ts';
import { typesCheck } from './types-check.ts';

testSkill(typesCheck, cases, { describe, it });
