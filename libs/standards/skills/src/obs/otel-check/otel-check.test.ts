import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './otel-check.cases.ts';
import { otelCheck } from './otel-check.ts';

testSkill(otelCheck, cases, { describe, it });
