import { nativeDatabase, type TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe } from 'vitest';

import { serviceSuite } from '../test/service-suite.ts';
import { service } from './app.ts';

describe('pdf-generator on a native server', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await nativeDatabase(service.schema);
  });
  afterAll(() => database.close());

  serviceSuite(() => database);
});
