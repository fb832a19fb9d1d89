import { sha256 } from './entry.ts';
import type { Finding } from './finding.ts';

/** The end of a request's trail, as a checkpoint holds it. */
export interface Head {
  readonly requestId: string;
  readonly sequence: number;
  readonly hash: Buffer;
}

/** The heads of all requests that changed since the checkpoint before, in one hash. */
export interface Checkpoint {
  /** From 1 on, without a gap. */
  readonly number: number;
  readonly at: Date;
  readonly heads: readonly Head[];
  readonly previous: Buffer | null;
  readonly hash: Buffer;
}

/** The next checkpoint. */
export function sealedCheckpoint(content: Omit<Checkpoint, 'hash'>): Checkpoint {
  return { ...content, hash: hashOfCheckpoint(content) };
}

/** SHA-256 of canonical JSON: number, time, heads by request, and the hash of the checkpoint before. */
export function hashOfCheckpoint({
  number,
  at,
  heads,
  previous,
}: Omit<Checkpoint, 'hash'>): Buffer {
  return sha256({
    ...{ number, at: at.toISOString(), previous: previous?.toString('hex') ?? null },
    heads: heads
      .map(({ requestId, sequence, hash }) => [requestId, sequence, hash.toString('hex')] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  });
}

/** Holds a checkpoint against its hash and against the one before it. */
export function verifyCheckpoint(
  checkpoint: Checkpoint,
  before: Pick<Checkpoint, 'number' | 'hash'> | undefined,
): Finding[] {
  const { number, previous, hash } = checkpoint;
  const broken = (message: string): Finding[] => [
    { kind: 'checkpoint-broken', checkpoint: number, message },
  ];
  if (number !== (before?.number ?? 0) + 1)
    return broken(`Checkpoint ${number} follows ${before?.number ?? 'none'}: one is missing.`);
  if (!hashOfCheckpoint(checkpoint).equals(hash))
    return broken(`Checkpoint ${number} is not what its hash was made of.`);
  const isLinked =
    before === undefined ? previous === null : previous?.equals(before.hash) === true;
  return isLinked ? [] : broken(`Checkpoint ${number} was made after another than ${number - 1}.`);
}
