import { createLogger, TimescaleTransport } from '@h-j-petroleum/toolkit-logger';
import { pino } from 'pino';
import winston from 'winston';
import Transport from 'winston-transport';
import type { Candidate } from '../protocol.ts';
import { logFields, logText } from '../records.ts';
import { atFullSpeed } from './pace.ts';
import { openStore } from './store.ts';

type Call = (text: string, fields: Record<string, unknown>) => void;

/** Fields are made within the call that is measured, by all alike: so they are in a service. */
function stored(call: Call): Candidate {
  const store = openStore();
  return {
    prepare: () => undefined,
    run: async ({ rows }) => {
      await atFullSpeed(
        rows,
        (n) => {
          call(logText, logFields(n));
        },
        store.isFull,
      );
      return store.settle('logs');
    },
  };
}

function discarded(call: Call): Candidate {
  return {
    prepare: () => undefined,
    run: async ({ rows }) => {
      await atFullSpeed(rows, (n) => {
        call(logText, logFields(n));
      });
      return 0;
    },
  };
}

/** This workspace's logger as a service sets it up: by DATABASE_URL alone. */
export function logger(): Candidate {
  const made = createLogger({ name: 'http', resource: { 'service.name': 'bench' } });
  return stored((text, fields) => made.info(text, fields));
}

/** A winston logger of one's own with this workspace's transport. */
export function loggerTransport(): Candidate {
  const made = winston.createLogger({
    format: { transform: (info) => info },
    transports: [new TimescaleTransport({ name: 'http' })],
  });
  return stored((text, fields) => made.info(text, fields));
}

class NullTransport extends Transport {
  override log(_info: unknown, next: () => void): void {
    next();
  }
}

/** winston as its manual sets it up, with a transport that throws records away. */
export function winstonNull(): Candidate {
  const { combine, json, timestamp } = winston.format;
  const made = winston.createLogger({
    format: combine(timestamp(), json()),
    transports: [new NullTransport()],
  });
  return discarded((text, fields) => made.info(text, fields));
}

/** pino with a sink that is a function and does nothing. */
export function pinoNull(): Candidate {
  const made = pino({}, { write: () => undefined });
  return discarded((text, fields) => {
    made.info(fields, text);
  });
}

/** pino with a destination of its own that writes to a file, which the system throws away. */
export function pinoFile(): Candidate {
  const made = pino({}, pino.destination('/dev/null'));
  return discarded((text, fields) => {
    made.info(fields, text);
  });
}

/** The calls alone: what the producer itself costs. */
export function nothing(): Candidate {
  let last: unknown;
  return {
    prepare: () => undefined,
    run: async ({ rows }) => {
      await atFullSpeed(rows, (n) => {
        last = logFields(n);
      });
      return last === undefined ? 1 : 0;
    },
  };
}
