import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { embeddedDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { storeSuite } from '../../test/store-suite.ts';
import { schema } from './schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await embeddedDatabase(schema);
});
afterAll(() => database.close());

describe('on the embedded database', () => {
  storeSuite(() => database);
});
