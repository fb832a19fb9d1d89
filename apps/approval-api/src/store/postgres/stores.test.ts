import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import { describeAudit } from '../conformance/audit.ts';
import { describeStores } from '../conformance/stores.ts';
import { postgresDelegations } from './delegations.ts';
import { postgresRequests } from './requests.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describeStores('the embedded database', () => ({
  requests: postgresRequests(database.pool),
  delegations: postgresDelegations(database.pool),
}));

describeAudit('the embedded database', () => database.pool);
