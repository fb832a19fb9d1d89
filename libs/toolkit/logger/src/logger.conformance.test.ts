import type { Database, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { checks } from '@h-j-petroleum/toolkit-signals/conformance';
import { embeddedDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, describe, it } from 'vitest';
import winston from 'winston';
import { createLogger, TimescaleTransport } from './index.ts';

// One engine for all checks: its start is most of a check's time.
const engine = embeddedDatabase();
afterAll(async () => (await engine).close());
const tables = `logs, signals.logs_failed, signals.batches, signals.fingerprints, signals.resources, signals.services`;
const create = async (): Promise<Database> => {
  const { session } = await engine;
  await session(({ query }) =>
    query(`drop function if exists signals.refuse cascade; truncate signals.${tables} cascade`),
  );
  return { session, close: () => Promise.resolve() };
};

interface Via {
  readonly writer: SignalWriter;
}

describe.each([
  {
    name: 'createLogger',
    open: ({ writer }: Via) => {
      const logger = createLogger({ writer, console: 'off', crashes: false, env: {} });
      return { logger, close: () => logger.shutdown() };
    },
  },
  {
    name: 'TimescaleTransport in a logger of winston',
    open: (options: Via) => {
      const logger = winston.createLogger({ transports: [new TimescaleTransport(options)] });
      return {
        logger,
        close: () =>
          new Promise<void>((resolve) => {
            logger.once('finish', () => {
              resolve();
            });
            logger.end();
          }),
      };
    },
  },
])('$name', ({ open }) => {
  it.each(checks)('$name', async ({ run }) => {
    await run(
      {
        signal: 'logs',
        number: "(attributes->>'n')::int",
        open: (writer) => {
          const { logger, close } = open({ writer });
          return {
            emit: (n) => {
              logger.info('row', { n });
            },
            flush: () => Promise.resolve(),
            close,
          };
        },
      },
      create,
    );
  });
});
