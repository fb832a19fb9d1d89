import type { KeyObject } from 'node:crypto';
import { createHash, sign, verify } from 'node:crypto';

/** First bytes of a sealed entry; another form gets another number. */
const mark = Buffer.from('hjcache1');
/** Of Ed25519: RFC 8032, section 5.1.6. */
const signatureBytes = 64;
/** What a seal adds to an entry, in bytes. */
export const sealBytes = mark.length + signatureBytes;

export type Opened =
  | { readonly ok: true; readonly body: Buffer }
  /** `form` is no sealed entry, `signature` one that no trusted key has made for this name and these bytes. */
  | { readonly ok: false; readonly wrong: 'form' | 'signature' };

/** @returns the mark, the signature, and the body as it was */
export function seal(body: Buffer, key: string, signingKey: KeyObject): Buffer {
  return Buffer.concat([mark, sign(null, statement(body, key), signingKey), body]);
}

/** @param trusted public keys; one of them must have sealed it */
export function open(sealed: Buffer, key: string, trusted: readonly KeyObject[]): Opened {
  if (sealed.length < sealBytes || !sealed.subarray(0, mark.length).equals(mark)) {
    return { ok: false, wrong: 'form' };
  }
  const signature = sealed.subarray(mark.length, sealBytes);
  const body = sealed.subarray(sealBytes);
  const said = statement(body, key);
  return trusted.some((publicKey) => verify(null, said, publicKey, signature))
    ? { ok: true, body }
    : { ok: false, wrong: 'signature' };
}

/** What is signed. The name is in it, so that a good entry under another's name is refused; a key holds no line feed. */
function statement(body: Buffer, key: string): Buffer {
  const digest = createHash('sha512').update(body).digest('hex');
  return Buffer.from(`hjcache1\n${key}\n${digest}\n`);
}
