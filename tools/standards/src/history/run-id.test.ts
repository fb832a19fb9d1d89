import { describe, expect, it } from 'vitest';
import { runId } from './run-id.ts';

describe('runId', () => {
  it('is a UUID of version 7 that begins with the moment', () => {
    const now = new Date('2026-11-26T12:00:00.000Z');
    expect(runId(now, () => 0)).toBe('01a217ba-1200-7000-8000-000000000000');
    expect(runId(now, () => 1 - Number.EPSILON)).toBe('01a217ba-1200-7fff-bfff-ffffffffffff');
  });

  it('is another one each time', () => {
    const now = new Date();
    expect(new Set(Array.from({ length: 1000 }, () => runId(now))).size).toBe(1000);
  });
});
