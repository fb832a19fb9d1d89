import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { nativeDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { storeSuite } from '../../test/store-suite.ts';
import { schema } from './schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await nativeDatabase(schema);
});
afterAll(() => database.close());

describe('on a native server', () => {
  storeSuite(() => database);
});
