import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './lighthouse.cases.ts';
import { lighthouse } from './lighthouse.ts';

testSkill(lighthouse, cases, { describe, it });
