import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { databaseAt, nativeDatabase } from '@h-j-petroleum/toolkit-service/testing';
import pg from 'pg';
import { inject } from 'vitest';
import { approvalSchema } from '../src/store/postgres/schema.ts';

/** The database of a file: the run's embedded one without what other files left; under the target `native` a new one on the server. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = inject('databaseUrl');
  if (url === undefined) return nativeDatabase(approvalSchema());
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Dropped, because the trail refuses to be emptied.
  await client.query(
    `drop schema if exists approval cascade;
    do $$ begin if to_regclass('pgboss.job') is not null then truncate pgboss.job; end if; end $$`,
  );
  await client.end();
  return databaseAt(url, approvalSchema());
}
