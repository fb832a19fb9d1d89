import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './request-json.ts';

describe('retryAfterMs', () => {
  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:10 GMT' }, 10_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '70', 'retry-after': '2' }, 70],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('%j: %s', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers), Date.UTC(2026, 0, 1))).toBe(expected);
  });
});
