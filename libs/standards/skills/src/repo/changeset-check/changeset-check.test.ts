import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './changeset-check.cases.ts';
import { changesetCheck } from './changeset-check.ts';

testSkill(changesetCheck, cases, { describe, it });
