import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { testDatabase } from '../../test/database.ts';
import { afterAll, beforeAll, describe } from 'vitest';
import { storeSuite } from '../../test/store-suite.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('on the embedded database', () => {
  storeSuite(() => database);
});
