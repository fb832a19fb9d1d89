import { describe, expect, it } from 'vitest';
import { nextStep } from './next-step.ts';

const packed = { integrity: 'sha512-AAAA', shasum: '0a' };

describe('what is done about a tarball', () => {
  it.each([
    ['publish', 'a version that is not there', undefined],
    ['there', 'the same content', { integrity: 'sha512-AAAA', shasum: '0a' }],
    ['conflict', 'other content', { integrity: 'sha512-BBBB', shasum: '0b' }],
    ['conflict', 'other content whose sha1 is equal', { integrity: 'sha512-BBBB', shasum: '0a' }],
    ['there', 'a registry that keeps sha1 alone', { integrity: undefined, shasum: '0a' }],
    ['conflict', 'another sha1', { integrity: undefined, shasum: '0b' }],
    ['conflict', 'content that nothing is said of', { integrity: undefined, shasum: undefined }],
  ])('is %s for %s', (step, _, found) => {
    expect(nextStep(packed, found)).toBe(step);
  });
});
