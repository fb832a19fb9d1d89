import { embeddedDatabase, type TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { accessSuite } from '../test/access-suite.ts';
import { serviceSuite } from '../test/service-suite.ts';
import { service } from './app.ts';

describe('pdf-generator on the embedded database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await embeddedDatabase(service.schema);
  });
  afterAll(() => database.close());

  serviceSuite(() => database);
  accessSuite(() => database);
});
