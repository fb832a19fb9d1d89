// A process that stores one record of another that is about to end: of stdin, as last-resort.ts writes it.
import { readFileSync } from 'node:fs';
import { connect, resourceOf, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import * as z from 'zod';

const given = z
  .object({
    key: z.uuid(),
    databaseUrl: z.string(),
    resource: z.record(z.string(), z.unknown()),
    record: z.object({
      time: z.number(),
      severity: z.number(),
      body: z.unknown(),
      scope: z.string().optional(),
      traceId: z.string().optional(),
      spanId: z.string().optional(),
      attributes: z.record(z.string(), z.unknown()).optional(),
    }),
  })
  .parse(JSON.parse(readFileSync(0, 'utf8')));
const database = connect({ url: given.databaseUrl, maxConnections: 1 });
const writer = new SignalWriter(database, { onNotice: () => undefined });
await writer.store(given.key, 'logs', (sink) => {
  sink.log({ ...given.record, resource: resourceOf(given.resource) });
});
await writer.close();
await database.close();
