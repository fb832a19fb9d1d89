import { hash } from 'node:crypto';
import { maskLine } from './masking/mask-line.ts';
import { readStack } from './stacks/fingerprint-stack.ts';

/**
 * The version of the rules that make a fingerprint. It is part of what is hashed: rules that would give one error another id come
 * with another number here, and ids of two schemes never meet.
 */
export const fingerprintScheme = 1;

/** What makes two errors the same. */
export interface Fingerprint {
  /** The first eight bytes of a SHA-256 over scheme, kind, type and template or frames, as a signed number. */
  readonly id: bigint;
  readonly kind: 'stack' | 'message';
  /** The message with `<*>` in the place of each value. Of a stack's errors that of the first; it is no part of their id. */
  readonly template: string;
  /** Of a stack: its calls, innermost first, without lines, absolute paths and what differs between runs. */
  readonly frames: readonly string[];
}

/** Characters of a type that count. */
const typeLength = 200;

/**
 * The fingerprint of one error. Deterministic: the same in every process and on every machine, whatever was seen before.
 *
 * With a stack that names calls, the error is identified by its type, the types of its causes and the calls of the program itself,
 * so that values in its message do not matter; where all calls belong to a runtime (`connect ECONNREFUSED` out of a socket), the
 * template of the message counts too. Without, by its type and the template of its message.
 * Two errors of one type that are thrown by one function at two lines are the same.
 */
export function fingerprintError(error: {
  readonly message: string;
  readonly type?: string | undefined;
  readonly stack?: string | undefined;
}): Fingerprint {
  const template = maskLine(error.message);
  const stack =
    error.stack === undefined || error.stack === '' ? undefined : readStack(error.stack);
  if (stack === undefined) {
    return {
      id: fingerprintId('message', [shortType(error.type ?? ''), template]),
      kind: 'message',
      template,
      frames: [],
    };
  }
  const type = shortType(error.type ?? stack.type ?? '');
  return {
    id: fingerprintId('stack', [
      type,
      stack.causes.join('\n'),
      stack.frames.join('\n'),
      stack.inApp ? '' : template,
    ]),
    kind: 'stack',
    template,
    frames: stack.frames,
  };
}

/** Types may carry a run's addresses too. */
function shortType(type: string): string {
  return type.slice(0, typeLength).replaceAll(/@[0-9a-f]{4,}|0x[0-9a-f]+/g, '<*>');
}

const parted = '\0';

export function fingerprintId(kind: 'stack' | 'message', parts: readonly string[]): bigint {
  // As UTF-8; what is not well formed becomes U+FFFD, as it does in the database.
  return hash(
    'sha256',
    [`signals/${fingerprintScheme}`, kind, ...parts].join(parted),
    'buffer',
  ).readBigInt64BE(0);
}
