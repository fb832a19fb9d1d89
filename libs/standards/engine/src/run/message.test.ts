import { describe, expect, it } from 'vitest';
import { fillMessage } from './message.ts';

describe('fillMessage', () => {
  it('fills every placeholder', () => {
    expect(fillMessage('{a} and {b} and {a}', { a: 1, b: true })).toBe('1 and true and 1');
  });

  it('leaves one that has no value to be seen', () => {
    expect(fillMessage('{toString} {missing}', {})).toBe('{toString} {missing}');
  });

  it('does not fill again what it filled in', () => {
    expect(fillMessage('{a}', { a: '{b}', b: 'x' })).toBe('{b}');
  });
});
