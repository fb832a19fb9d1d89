import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, it } from 'vitest';
import { cases } from './api-latency.cases.ts';
import { apiLatency } from './api-latency.ts';

testSkill(apiLatency, cases, { describe, it });
