import pg from 'pg';
import { inject } from 'vitest';
import type { ServiceSchema } from '../src/index.ts';
import type { TestDatabase } from '../src/testing/index.ts';
import { databaseAt, nativeDatabase } from '../src/testing/index.ts';

/** The database of a file: the run's embedded one, emptied; under the target `native` a new one on the server. */
export async function testDatabase(
  ...schemas: (ServiceSchema | undefined)[]
): Promise<TestDatabase> {
  const url = inject('databaseUrl');
  if (url === undefined) return nativeDatabase(...schemas);
  const bare = new pg.Client({ connectionString: url });
  await bare.connect();
  await bare.query(
    'drop schema if exists notes cascade; drop schema if exists pgboss cascade; drop schema if exists service cascade; drop schema if exists signals cascade',
  );
  await bare.end();
  return databaseAt(url, ...schemas);
}
