/** A record as peers take it. */
export interface PeerRecord {
  readonly id: string;
  readonly text: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly vector: number[];
}

/** Another vector store on pgvector, as its documentation uses it. */
export interface Peer {
  /** Package and version. */
  readonly name: string;
  /** Makes an empty table without an index on vectors. */
  prepare(): Promise<void>;
  ingest(records: readonly PeerRecord[]): Promise<void>;
  /** Ids of the ten nearest among the 100,000 records, of those that have 0 under a key of metadata. */
  find(vector: number[], key: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** @param url of the database; `bench_records` is a view of the records (id, text, metadata, embedding) */
export function openPeer(url: string): Promise<Peer>;
