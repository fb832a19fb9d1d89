import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './readme-check.cases.ts';
import { readmeCheck } from './readme-check.ts';

testSkill(readmeCheck, cases, { describe, it });
