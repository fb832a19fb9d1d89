// Client CPU of one log call: this package's logger into the store, against winston and pino with sinks that take nothing.
// node --conditions=@h-j-petroleum/source libs/toolkit/logger/bench/logger.ts
import { Writable } from 'node:stream';
import { SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { discardingDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { pino } from 'pino';
import winston from 'winston';
import Transport from 'winston-transport';
import { createLogger, TimescaleTransport } from '../src/index.ts';

const calls = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 100_000);
const rounds = 7;

class NullTransport extends Transport {
  override log(_info: unknown, next: () => void): void {
    next();
  }
}

const writers: SignalWriter[] = [];
const writer = (): SignalWriter => {
  const made = new SignalWriter(discardingDatabase(), { maxBytes: 1 << 28 });
  writers.push(made);
  return made;
};
const sink = new Writable({
  write: (_chunk, _encoding, done) => {
    done();
  },
});
const { timestamp, json, combine } = winston.format;

const candidates = {
  'toolkit-logger': createLogger({
    ...{ writer: writer(), crashes: false, env: { OTEL_SERVICE_NAME: 'bench' } },
  }),
  'winston + TimescaleTransport': winston.createLogger({
    format: { transform: (info) => info },
    transports: [new TimescaleTransport({ writer: writer() })],
  }),
  'winston, JSON + timestamp, null transport': winston.createLogger({
    format: combine(timestamp(), json()),
    transports: [new NullTransport()],
  }),
  'pino, null sink': pino({}, sink),
} as const;

type Call = (at: number) => void;
const callOf: Record<keyof typeof candidates, Call> = {
  'toolkit-logger': (at) =>
    candidates['toolkit-logger'].info('order paid', { order: at, total: 12.5, currency: 'EUR' }),
  'winston + TimescaleTransport': (at) =>
    candidates['winston + TimescaleTransport'].info('order paid', {
      ...{ order: at, total: 12.5, currency: 'EUR' },
    }),
  'winston, JSON + timestamp, null transport': (at) =>
    candidates['winston, JSON + timestamp, null transport'].info('order paid', {
      ...{ order: at, total: 12.5, currency: 'EUR' },
    }),
  'pino, null sink': (at) => {
    candidates['pino, null sink'].info({ order: at, total: 12.5, currency: 'EUR' }, 'order paid');
  },
};

async function round(call: Call): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < calls; at++) {
    call(at);
    // Turns in between, so that batches leave as they do in a service.
    if (at % 1000 === 999) await new Promise((resolve) => setImmediate(resolve));
  }
  for (const one of writers) await one.flush();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

const names = Object.keys(candidates) as (keyof typeof candidates)[];
const measured = new Map<string, number[]>(names.map((name) => [name, []]));
for (let at = 0; at <= rounds; at++) {
  for (const name of names) {
    const micros = await round(callOf[name]);
    // The first round warms up.
    if (at > 0) measured.get(name)?.push(micros);
  }
}
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const micros = (name: string): number => median(measured.get(name) ?? []);
const ours = micros('toolkit-logger');
const result = {
  benchmark: 'logger',
  unit: 'CPU microseconds per call',
  calls,
  rounds,
  medians: Object.fromEntries(names.map((name) => [name, Number(micros(name).toFixed(3))])),
  ratios: {
    'to winston': {
      value: Number((ours / micros('winston, JSON + timestamp, null transport')).toFixed(2)),
      aim: 0.6,
    },
    'to pino': { value: Number((ours / micros('pino, null sink')).toFixed(2)), aim: 1.2 },
  },
  stored: writers.map((one) => one.stats().signals.logs.stored),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
process.stderr.write(
  [
    ...names.map((name) => `${micros(name).toFixed(2).padStart(8)} us  ${name}`),
    ...Object.entries(result.ratios).map(
      ([name, { value, aim }]) => `${value.toFixed(2).padStart(8)}     ratio ${name} (aim ${aim})`,
    ),
    '',
  ].join('\n'),
);
