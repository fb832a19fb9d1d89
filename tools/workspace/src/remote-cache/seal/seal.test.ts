import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newKeys, readPublicKey, readSigningKey } from './keys.ts';
import { open, seal, sealBytes } from './seal.ts';

const pair = () => {
  const written = newKeys();
  const signingKey = readSigningKey(written.signingKey);
  const publicKey = readPublicKey(written.publicKey);
  if (!signingKey || !publicKey) throw new Error('A new pair of keys cannot be read.');
  return { signingKey, publicKey };
};
const ours = pair();
const theirs = pair();
const key = '123-linux-x64';

describe('a seal', () => {
  it('adds 72 bytes in front, and opening gives the body back', () => {
    const sealed = seal(Buffer.from('an entry'), key, ours.signingKey);
    expect(sealBytes).toBe(72);
    expect(sealed.subarray(0, 8).toString()).toBe('hjcache1');
    expect(sealed.subarray(72).toString()).toBe('an entry');
    expect(open(sealed, key, [theirs.publicKey, ours.publicKey])).toStrictEqual({
      ok: true,
      body: Buffer.from('an entry'),
    });
  });

  it('is no seal of another key, under another name, or with nobody trusted', () => {
    const sealed = seal(Buffer.from('an entry'), key, ours.signingKey);
    const wrong = { ok: false, wrong: 'signature' };
    expect(open(sealed, key, [theirs.publicKey])).toStrictEqual(wrong);
    expect(open(sealed, '124-linux-x64', [ours.publicKey])).toStrictEqual(wrong);
    expect(open(sealed, '123-darwin-x64', [ours.publicKey])).toStrictEqual(wrong);
    expect(open(sealed, key, [])).toStrictEqual(wrong);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an entry without a seal', Buffer.from('an entry')],
    ['half a seal', seal(Buffer.from('an entry'), key, ours.signingKey).subarray(0, 71)],
    ['a page', Buffer.from(`<html>${' '.repeat(100)}</html>`)],
  ])('is not in %s', (_, bytes) => {
    expect(open(bytes, key, [ours.publicKey])).toStrictEqual({ ok: false, wrong: 'form' });
  });

  it('opens to what was sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const body = Buffer.from(bytes);
        const opened = open(seal(body, key, ours.signingKey), key, [ours.publicKey]);
        expect(opened).toStrictEqual({ ok: true, body });
      }),
    );
  });

  it('breaks by one changed bit anywhere, by what is added, and by what is missing', () => {
    const whole = seal(Buffer.from('some bytes of an entry'), key, ours.signingKey);
    const isOpen = (bytes: Buffer): boolean => open(bytes, key, [ours.publicKey]).ok;
    expect(isOpen(whole)).toBe(true);
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.nat(7),
        fc.uint8Array({ minLength: 1, maxLength: 9 }),
        (at, bit, more) => {
          const flipped = Buffer.from(whole);
          flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
          expect(isOpen(flipped)).toBe(false);
          expect(isOpen(whole.subarray(0, at))).toBe(false);
          expect(isOpen(Buffer.concat([whole, more]))).toBe(false);
        },
      ),
    );
  });
});

describe('a written key', () => {
  it.each(['', 'nonsense', '<KEY>', 'MCowBQYDK2VwAyEA'])('is not %j', (text) => {
    expect([readSigningKey(text), readPublicKey(text)]).toStrictEqual([undefined, undefined]);
  });

  it('is of one kind: neither stands for the other', () => {
    const { signingKey, publicKey } = newKeys();
    expect(readSigningKey(publicKey)).toBeUndefined();
    expect(readPublicKey(signingKey)).toBeUndefined();
  });
});
