import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHoldSecret } from './first-look.ts';
import { suspicious, telling } from './patterns.ts';

/** The alternatives of the closer look, outside of brackets. */
const alternatives = suspicious.source.split('|');
const filler = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('', ' ', '-', '_', '1', 'Ab', 'é', '😀'),
);
/** Texts that pass, with anything before and behind, in either case. */
const passing = fc
  .tuple(
    filler,
    fc.oneof(...alternatives.map((source) => fc.stringMatching(new RegExp(`^(?:${source})$`)))),
    filler,
    fc.boolean(),
  )
  .map(
    ([before, match, after, upper]) => `${before}${upper ? match.toUpperCase() : match}${after}`,
  );

describe('mayHoldSecret', () => {
  it('lets nothing go by that the closer looks would take', () => {
    expect(alternatives.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.oneof(passing, fc.string()), (text) => {
        fc.pre(telling.test(text) && suspicious.test(text));
        expect(mayHoldSecret(text)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ...['password=x', 'Bearer abc1', 'https://u:p@h', 'SIG=1', '078-05-1120', '+4915112345678'],
    ...['DE89370400440532013000', '4111 1111 1111 1111', 'a@b.de', 'eyJhbGciOi', 'postgres://u:p'],
  ])('says of %s that it may', (text) => {
    expect(mayHoldSecret(text)).toBe(true);
  });

  it.each([
    ...['', 'GET', 'order paid', '/orders/:id', 'tenant-12', 'req-1c2d', '2026-03', 'eu-central-1'],
    ...['application/json', '12.5 ms'],
  ])('says of %s that it holds none', (text) => {
    expect(mayHoldSecret(text)).toBe(false);
  });
});
