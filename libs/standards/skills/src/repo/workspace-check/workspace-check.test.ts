import { describe, it } from 'vitest';
import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { cases } from './workspace-check.cases.ts';
import { workspaceCheck } from './workspace-check.ts';

testSkill(workspaceCheck, cases, { describe, it });
