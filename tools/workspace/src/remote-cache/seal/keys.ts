import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';

/** A pair of Ed25519 keys, each as one line of base64 that fits a variable. */
export interface WrittenKeys {
  /** DER, PKCS #8. */
  readonly signingKey: string;
  /** DER, SubjectPublicKeyInfo. */
  readonly publicKey: string;
}

export function newKeys(): WrittenKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    signingKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

/** @returns undefined for what is no Ed25519 private key in base64; its text is not repeated anywhere */
export function readSigningKey(text: string): KeyObject | undefined {
  return ed25519(() =>
    createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }),
  );
}

/** @returns undefined for what is no Ed25519 public key in base64 */
export function readPublicKey(text: string): KeyObject | undefined {
  return ed25519(() =>
    createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' }),
  );
}

function ed25519(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read();
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
