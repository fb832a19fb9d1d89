import { describe, expect, it } from 'vitest';
import { isLicenseExpression } from './spdx.ts';

describe('isLicenseExpression', () => {
  it.each([
    'MIT',
    'Apache-2.0',
    '0BSD',
    'zlib-acknowledgement',
    'GPL-2.0+',
    'GPL-3.0-only WITH Classpath-exception-2.0',
    '(MIT OR Apache-2.0)',
    'MIT AND (ISC OR BSD-3-Clause)',
    '((MIT))',
    'MIT OR ISC OR 0BSD',
    '( MIT  AND ISC )',
    'LicenseRef-acme-1.0',
  ])('reads %s', (text) => {
    expect(isLicenseExpression(text, [])).toBe(true);
  });

  it.each([
    '',
    ' ',
    'mit',
    'Apache 2.0',
    'Apache2',
    'MIT OR',
    'OR MIT',
    'MIT ISC',
    'MIT or ISC',
    '(MIT',
    'MIT)',
    '()',
    'MIT WITH',
    'MIT WITH (x)',
    'MIT WITH x WITH y',
    'LicenseRef-',
    'LicenseRef-a b',
    'xLicenseRef-a',
    'GPL-2.0++ OR',
    'SEE LICENSE IN x',
    'UNLICENSED',
  ])('does not read %j', (text) => {
    expect(isLicenseExpression(text, [])).toBe(false);
  });

  it('takes further identifiers', () => {
    expect(isLicenseExpression('Glulxe', [])).toBe(false);
    expect(isLicenseExpression('Glulxe+ OR MIT', ['Glulxe'])).toBe(true);
  });

  it('gives up on parentheses that go too deep', () => {
    const nested = (depth: number) => '('.repeat(depth) + 'MIT' + ')'.repeat(depth);
    expect(isLicenseExpression(nested(16), [])).toBe(true);
    expect(isLicenseExpression(nested(17), [])).toBe(false);
    expect(isLicenseExpression(nested(100_000), [])).toBe(false);
  });
});
