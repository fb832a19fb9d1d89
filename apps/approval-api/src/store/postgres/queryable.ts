import type pg from 'pg';

/** A pool, or a client within a transaction. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;
