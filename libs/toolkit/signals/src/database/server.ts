import { SignalsError } from '../errors.ts';
import type { Session } from './database.ts';

/** Which shape of the store a server can hold. */
export type Profile = 'postgres' | 'timescale';

/** What a server said of itself. */
export interface Server {
  readonly profile: Profile;
  /** Major version of PostgreSQL. */
  readonly major: number;
  readonly version: string;
  /** Whether rows can come by COPY. The embedded database loses its protocol over it. */
  readonly copies: boolean;
}

const oldestMajor = 15;

/**
 * Asks the server what it is. `timescale` needs TimescaleDB under its own licence: the Apache build has neither
 * compression nor a scheduler for procedures, so it counts as `postgres`.
 *
 * Throws `SIGNALS_SERVER_TOO_OLD` below PostgreSQL 15.
 */
export async function askServer(session: Session): Promise<Server> {
  const { rows } = await session.query<{
    version: string;
    number: string;
    licence: string | null;
    available: boolean;
  }>(`
    select version() as version, current_setting('server_version_num') as number,
      current_setting('timescaledb.license', true) as licence,
      exists (select from pg_available_extensions where name = 'timescaledb') as available`);
  const [row] = rows;
  const major = Math.floor(Number(row?.number) / 10_000);
  if (row === undefined || !(major >= oldestMajor)) {
    throw new SignalsError(
      'SIGNALS_SERVER_TOO_OLD',
      `The server runs PostgreSQL ${major}; the signal store needs ${oldestMajor} or newer. Upgrade the server, or name another by DATABASE_URL.`,
    );
  }
  return {
    profile: row.available && row.licence === 'timescale' ? 'timescale' : 'postgres',
    major,
    version: row.version,
    copies: !/pglite/i.test(row.version),
  };
}
