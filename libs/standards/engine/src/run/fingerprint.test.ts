import { describe, expect, it } from 'vitest';
import type { Draft } from '../contract/skill.ts';
import { fingerprintOf } from './fingerprint.ts';

const draft: Draft = {
  message: 'wrong',
  data: { name: 'a', range: '1' },
  file: 'package.json',
  at: { line: 3 },
  expected: 'x',
  actual: 'y',
};
const of = (given: Partial<Draft>, skill: `${string}:${string}` = 'p:s') =>
  fingerprintOf(skill, { ...draft, ...given }, new Set());

describe('a fingerprint', () => {
  it('is 20 hexadecimal digits, the same on every machine', () => {
    expect(of({})).toBe('3f8b69d70c72b45e9c59');
  });

  it('survives a moved line and another wording', () => {
    expect(of({ at: { line: 99 } })).toBe(of({}));
    expect(of({ expected: 'other', actual: 'other' })).toBe(of({}));
    expect(of({ data: { range: '1', name: 'a' } })).toBe(of({}));
  });

  it.each([
    ['skill', of({}, 'p:t')],
    ['file', of({ file: 'b/package.json' })],
    ['message', of({ message: 'other' })],
    ['data', of({ data: { name: 'b', range: '1' } })],
    ['path', of({ at: { path: ['dependencies', 'a'] } })],
    ['identity', of({ identity: 'i' })],
  ])('differs by %s', (_what, other) => {
    expect(other).toMatch(/^[0-9a-f]{20}$/);
    expect(other).not.toBe(of({}));
  });

  it('takes the identity that a skill gives instead of data and path', () => {
    expect(of({ identity: 'i', data: { name: 'z' } })).toBe(of({ identity: 'i' }));
  });

  it('tells equal findings apart by their order', () => {
    const taken = new Set<string>();
    const first = fingerprintOf('p:s', draft, taken);
    const second = fingerprintOf('p:s', draft, taken);
    expect(first).toBe(of({}));
    expect(second).not.toBe(first);
    const again = new Set<string>();
    fingerprintOf('p:s', draft, again);
    expect(fingerprintOf('p:s', draft, again)).toBe(second);
  });
});
