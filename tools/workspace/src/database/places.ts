import { join } from 'node:path';

/** Where the embedded database keeps what it needs. All of it is ignored by git. */
export interface Places {
  /** PostgreSQL's data. */
  readonly data: string;
  /** What runs: process, port, since when. */
  readonly state: string;
  /** Held while somebody starts or stops it. */
  readonly lock: string;
  readonly log: string;
  /** Held by the process that serves, for as long as it does. */
  readonly owner: string;
}

/** @param folder `.data` at the workspace's root, or another for tests */
export function placesIn(folder: string): Places {
  return {
    data: join(folder, 'postgres'),
    state: join(folder, 'database.json'),
    lock: join(folder, 'database.lock'),
    log: join(folder, 'database.log'),
    owner: join(folder, 'database.owner'),
  };
}
