import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { databaseAt, nativeDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { inject } from 'vitest';
import { schema } from '../src/store/schema.ts';

/** The database of a file: the run's embedded one, emptied of what other files left; under the target `native` a new one on the server. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = inject('databaseUrl');
  if (url === undefined) return nativeDatabase(schema);
  const database = await databaseAt(url, schema);
  await database.pool.query(
    `truncate timesheet.rule_sets, timesheet.holidays, timesheet.employees, timesheet.projects, timesheet.period_locks,
      timesheet.webhook_receipts, service.idempotency_keys cascade;
    do $$ begin if to_regclass('pgboss.job') is not null then truncate pgboss.job; end if; end $$`,
  );
  return database;
}
