import type { AuditReader } from '../store/audit-reader.ts';
import { verifyCheckpoint } from './checkpoint.ts';
import type { Finding } from './finding.ts';
import { verifyTrail } from './verify-trail.ts';

export interface Verification {
  readonly requests: number;
  readonly entries: number;
  readonly checkpoints: number;
  /** The last checkpoint, to be kept elsewhere. */
  readonly head?: { readonly number: number; readonly hash: string };
  readonly findings: readonly Finding[];
}

/**
 * Verifies every trail and every checkpoint. Give it a store that reads one snapshot, or what is decided meanwhile looks like a
 * fault.
 *
 * @param kept hashes that were kept elsewhere: of checkpoints, webhooks, certificates
 */
export async function verify(
  store: AuditReader,
  kept: readonly string[] = [],
): Promise<Verification> {
  const findings: Finding[] = [];
  let requests = 0;
  let entries = 0;
  let after: string | undefined;
  for (;;) {
    const trails = await store.trails(after, 200);
    for (const trail of trails) {
      requests++;
      entries += trail.entries.length;
      findings.push(...verifyTrail(trail.request, trail.entries));
    }
    after = trails.at(-1)?.request.id;
    if (after === undefined) break;
  }
  const { checkpoints, broken } = await verifyCheckpoints(store);
  findings.push(...broken, ...(await lost(store)), ...(await unknown(store, kept)));
  const last = await store.last();
  return {
    ...{ requests, entries, checkpoints, findings },
    ...(last === undefined
      ? {}
      : { head: { number: last.number, hash: last.hash.toString('hex') } }),
  };
}

async function verifyCheckpoints(
  store: AuditReader,
): Promise<{ checkpoints: number; broken: Finding[] }> {
  const broken: Finding[] = [];
  let checkpoints = 0;
  let before: { readonly number: number; readonly hash: Buffer } | undefined;
  for (;;) {
    const some = await store.checkpoints(before?.number ?? 0, 100);
    if (some.length === 0) return { checkpoints, broken };
    for (const checkpoint of some) {
      broken.push(...verifyCheckpoint(checkpoint, before));
      before = checkpoint;
      checkpoints++;
    }
  }
}

async function lost(store: AuditReader): Promise<Finding[]> {
  return (await store.lostHeads(1000)).map(({ checkpoint, requestId, sequence, there }) => ({
    kind: there === null ? 'removed' : 'changed',
    ...{ checkpoint, requestId, sequence },
    message:
      there === null
        ? `Checkpoint ${checkpoint} holds entry ${sequence}, which is gone.`
        : `Checkpoint ${checkpoint} holds another entry ${sequence} than there is now.`,
  }));
}

async function unknown(store: AuditReader, kept: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const hash of kept)
    if (!(await store.knows(Buffer.from(hash, 'hex'))))
      findings.push({
        kind: 'head-unknown',
        message: `No entry and no checkpoint has the hash ${hash}: what it ended was removed or made anew.`,
      });
  return findings;
}
