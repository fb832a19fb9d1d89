import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashOfEntry, sha256 } from './entry.ts';

describe('the hash of an entry', () => {
  it('is that of its canonical JSON, which anybody can compute', () => {
    const text =
      '{"action":"decided","actor":"ada","at":"2026-11-02T08:00:00.000Z",' +
      '"data":{"comment":"Größe € 10 – ja","step":"board","verdict":"approve"},"previous":"' +
      '00'.repeat(32) +
      '","request":"7f0c1d1e-0000-4000-8000-000000000001","sequence":2,"state":"approved"}';
    const hash = hashOfEntry({
      requestId: '7f0c1d1e-0000-4000-8000-000000000001',
      sequence: 2,
      at: new Date('2026-11-02T08:00:00Z'),
      actor: 'ada',
      action: 'decided',
      state: 'approved',
      data: { verdict: 'approve', step: 'board', comment: 'Größe € 10 – ja' },
      previous: Buffer.alloc(32),
    });
    expect(hash.toString('hex')).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('does not depend on how a number or an order of names was written', () => {
    // The numbers of RFC 8785, section 3.2.2.3.
    const one: unknown = JSON.parse('{"b":[333333333.33333329,1E30,4.50,2e-3,1e-27],"a":1}');
    expect(sha256(one)).toStrictEqual(
      createHash('sha256').update('{"a":1,"b":[333333333.3333333,1e+30,4.5,0.002,1e-27]}').digest(),
    );
  });

  it('is refused for what JSON cannot hold', () => {
    expect(() => sha256({ value: Number.NaN })).toThrow('NaN is not allowed');
    expect(() => sha256({ value: '\ud800' })).toThrow('Lone surrogate is not allowed');
    expect(() => sha256(undefined)).toThrow('Only what JSON can hold has a hash.');
  });
});
