import { integerVariable, serviceVariables } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';

const mebibyte = 1024 * 1024;

/** What the environment says, read once. */
export const environment = z.object({
  ...serviceVariables,
  BODY_LIMIT: integerVariable(1024, 256 * mebibyte)
    .default(8 * mebibyte)
    .describe('bytes of a request body at most'),
  WORKERS: integerVariable(1, 64).default(2).describe('processes that make documents'),
  WAITING: integerVariable(0, 10_000)
    .default(50)
    .describe('documents that may wait for a worker; one more is answered with 503'),
  QUEUE_ROWS: integerVariable(0, 5000)
    .default(300)
    .describe('rows from which on a document goes into the queue'),
  TYPESET_TIMEOUT: integerVariable(100, 600_000)
    .default(20_000)
    .describe('milliseconds that a document may take'),
  WORKER_MEMORY: integerVariable(900, 65_536)
    .default(1600)
    .describe('mebibytes of memory for data that a worker may map (Linux)'),
  DOCUMENT_PAGES: integerVariable(1, 100_000).default(1000).describe('pages of a document at most'),
  DOCUMENT_BYTES: integerVariable(10_000, 256 * mebibyte)
    .default(20 * mebibyte)
    .describe('bytes of a document at most'),
  RETENTION_DAYS: integerVariable(1, 36_500)
    .default(3650)
    .describe('days after which a document is removed'),
});
export type Config = z.output<typeof environment>;
