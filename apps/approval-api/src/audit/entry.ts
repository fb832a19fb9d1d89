import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { State } from '../domain/transitions.ts';

export const actions = [
  'requested',
  'decided',
  'withdrawn',
  'expired',
  'escalated',
  'attached',
  'commented',
  'certified',
] as const;
export type Action = (typeof actions)[number];

/** One thing that happened to a request. */
export interface Entry {
  readonly requestId: string;
  /** From 1 on, without a gap; the request's version after it. */
  readonly sequence: number;
  readonly at: Date;
  /** Who did it: a subject, or `approval-api` for what time did. */
  readonly actor: string;
  readonly action: Action;
  /** Of the request, after it. */
  readonly state: State;
  readonly data: Readonly<Record<string, unknown>>;
  /** Hash of the entry before it. */
  readonly previous: Buffer | null;
  readonly hash: Buffer;
}

export type EntryContent = Omit<Entry, 'hash'>;

/** The entry with its hash: SHA-256 of its canonical JSON (RFC 8785), so that anybody can compute it again. */
export function sealed(content: EntryContent): Entry {
  return { ...content, hash: hashOfEntry(content) };
}

/** The hash that an entry must have. Bytes are hexadecimal in it, and times ISO 8601 in UTC with milliseconds. */
export function hashOfEntry(entry: EntryContent): Buffer {
  const { requestId, sequence, at, actor, action, state, data, previous } = entry;
  return sha256({
    request: requestId,
    ...{ sequence, at: at.toISOString(), actor, action, state, data },
    previous: previous?.toString('hex') ?? null,
  });
}

/** SHA-256 of a value's canonical JSON. Throws where the value has none: NaN, half a surrogate pair, a circle. */
export function sha256(value: unknown): Buffer {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('Only what JSON can hold has a hash.');
  return createHash('sha256').update(text).digest();
}
