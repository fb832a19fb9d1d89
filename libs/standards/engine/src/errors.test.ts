import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes, isStandardsError, StandardsError } from './errors.ts';

describe('errors', () => {
  it('have a line each in the documentation, and the documentation no other', () => {
    const page = readFileSync(
      new URL('../../../../docs/standards/errors.md', import.meta.url),
      'utf8',
    );
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|$/gm)].map((row) => [
      row[1],
      row[2],
    ]);
    expect(rows).toEqual(Object.entries(errorCodes));
  });

  it('are known also when they come from another copy of this package', () => {
    expect(isStandardsError(new StandardsError('BAD_USAGE', 'x'))).toBe(true);
    const other = Object.assign(new Error('x'), { name: 'StandardsError', code: 'BAD_USAGE' });
    expect(isStandardsError(other)).toBe(true);
    expect(isStandardsError(Object.assign(new Error('x'), { code: 'BAD_USAGE' }))).toBe(false);
    expect(isStandardsError(Object.assign(other, { code: 'toString' }))).toBe(false);
    expect(isStandardsError({ name: 'StandardsError', code: 'BAD_USAGE' })).toBe(false);
    expect(isStandardsError(Object.assign(new Error('x'), { name: 'StandardsError' }))).toBe(false);
  });

  it('keep their cause', () => {
    const cause = new Error('cause');
    expect(new StandardsError('BAD_USAGE', 'x', { cause }).cause).toBe(cause);
  });
});
