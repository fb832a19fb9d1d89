import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './layering-check.cases.ts';
import { layeringCheck } from './layering-check.ts';

testSkill(layeringCheck, cases, { describe, it });
