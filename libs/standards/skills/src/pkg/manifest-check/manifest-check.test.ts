import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './manifest-check.cases.ts';
import { manifestCheck } from './manifest-check.ts';

testSkill(manifestCheck, cases, { describe, it });
