import type { Checkpoint, Head } from '../audit/checkpoint.ts';
import type { Entry } from '../audit/entry.ts';
import type { StoredRequest } from './approval-store.ts';

/** A request with its whole trail. */
export interface Trail {
  readonly request: StoredRequest;
  readonly entries: readonly Entry[];
}

/** A head that a checkpoint holds, and what there is in its place. */
export interface LostHead extends Head {
  readonly checkpoint: number;
  readonly there: Buffer | null;
}

/** All trails, to verify them, and the checkpoints over them. Within one snapshot, or what happens meanwhile looks like a fault. */
export interface AuditReader {
  /** Trails by the id of their request, those after one. */
  trails(after: string | undefined, limit: number): Promise<Trail[]>;
  checkpoints(after: number, limit: number): Promise<Checkpoint[]>;
  /** Heads of checkpoints that the trails hold no more, or with another hash. */
  lostHeads(limit: number): Promise<LostHead[]>;
  /** Whether some entry or checkpoint has this hash. */
  knows(hash: Buffer): Promise<boolean>;
  /** The last checkpoint, without its heads. */
  last(): Promise<Omit<Checkpoint, 'heads'> | undefined>;
}
