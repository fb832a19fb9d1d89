import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explained, SignalsError } from './errors.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('codes of errors', () => {
  it('are those of the page, no more and no less', () => {
    const declared = read('./errors.ts').match(/(?<=^ {2}\| ')SIGNALS_\w+/gm) ?? [];
    const documented = read('../../../../docs/signals/store.md').match(/(?<=^\| `)SIGNALS_\w+/gm);
    expect(declared.length).toBeGreaterThan(10);
    expect(documented?.toSorted()).toStrictEqual(declared.toSorted());
  });
});

describe('explained', () => {
  it.each([
    ['42P01', 'SIGNALS_NOT_MIGRATED', 'Run: signals migrate'],
    ['3F000', 'SIGNALS_NOT_MIGRATED', 'Run: signals migrate'],
    ['42501', 'SIGNALS_NOT_ALLOWED', 'signals grant <role> --as reader'],
  ])('says of %s what to do', (code, own, wayOut) => {
    const told = explained(Object.assign(new Error('said'), { code }));
    expect(told).toBeInstanceOf(SignalsError);
    expect(told).toMatchObject({ code: own, message: expect.stringContaining(wayOut) });
  });

  it('leaves everything else as it is', () => {
    const error = Object.assign(new Error('said'), { code: '57014' });
    expect(explained(error)).toBe(error);
    expect(explained('text')).toBe('text');
  });
});
