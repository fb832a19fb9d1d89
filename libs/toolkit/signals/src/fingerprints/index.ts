import { createHash } from 'node:crypto';

export interface Fingerprint {
  readonly id: bigint;
  readonly kind: 'stack' | 'message';
  readonly template: string;
  readonly frames: readonly string[];
}

export function fingerprintError(error: {
  readonly message: string;
  readonly type?: string | undefined;
  readonly stack?: string | undefined;
}): Fingerprint {
  const template = error.message.replaceAll(/\d+/g, '<num>');
  return {
    id: createHash('sha256').update(template).digest().readBigInt64BE(0),
    kind: 'message',
    template,
    frames: [],
  };
}
