import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bank, log, span, spanId, traceId } from '../../test/records.ts';
import { maintain, seriesOf, SignalWriter } from '../index.ts';
import type { EmbeddedServer } from '../testing/index.ts';
import { embeddedServer } from '../testing/index.ts';
import { main } from './main.ts';
import { parseMoment } from './time.ts';

let server: EmbeddedServer;

beforeAll(async () => {
  server = await embeddedServer();
  const writer = new SignalWriter(server.database, { onNotice: () => undefined });
  const time = Date.now() - 60_000;
  for (let n = 0; n < 3; n++) writer.log(log({ time, body: `order ${n} taken` }));
  writer.log(log({ time, severity: 17, body: 'no \u001b[31mcolour\nhere', traceId: traceId(1) }));
  writer.span(span({ time, spanId: spanId(1), name: 'GET /' }));
  writer.span(
    span({ time, spanId: spanId(2), parentSpanId: spanId(1), resource: bank, status: 2 }),
  );
  writer.metric({ time, series: seriesOf({ resource: bank, name: 'm', kind: 'gauge' }), value: 4 });
  await writer.close();
  await maintain(server.database);
});
afterAll(() => server.close());

async function signals(
  ...args: string[]
): Promise<{ code: number; output: string; errors: string }> {
  let output = '';
  let errors = '';
  const code = await main(['--database-url', server.url, ...args], {
    write: (text) => (output += text),
    writeError: (text) => (errors += text),
  });
  return { code, output: stripVTControlCharacters(output), errors };
}

const commands = [
  'migrate',
  'status',
  'maintain',
  'grant',
  'retention',
  'logs',
  'errors',
  'trace',
  'map',
  'latency',
  'trend',
  'compare',
];

describe('signals', () => {
  it('names its commands, and each its options', async () => {
    const { code, output } = await signals('--help');
    expect(code).toBe(0);
    for (const command of commands) {
      expect(output).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
      const help = await signals(command, '--help');
      expect(help).toMatchObject({ code: 0, errors: '' });
      expect(help.output).toContain(`Usage: signals ${command}`);
    }
  });

  it.each([
    [['migrate'], 'Nothing to do: the store is up to date (profile postgres).'],
    [['status'], 'profile postgres; 4 migrations; 0 batches wait'],
    [['maintain'], 'Done.'],
    [['retention'], 'failure         180 days'],
    [['logs', '--text', 'order 1'], 'order 1 taken'],
    [['errors'], 'colour'],
    [['trace', traceId(1)], 'GET /'],
    [['map'], 'shop  bank  service'],
    [['latency', '--from', '2h'], 'GET /'],
    [['trend', '--from', '3h'], 'calls'],
    [['compare'], 'operation'],
  ])('%s tells it as text, and as JSON', async (args, text) => {
    const plain = await signals(...args);
    expect(plain).toMatchObject({ code: 0, errors: '' });
    expect(plain.output).toContain(text);
    const json = await signals(...args, '--json');
    expect(json).toMatchObject({ code: 0, errors: '' });
    expect(() => JSON.parse(json.output) as unknown).not.toThrow();
  });

  it('shows what came from outside, and does not do it', async () => {
    const { output } = await signals('logs', '--level', 'error');
    expect(output).toContain('no \ufffd[31mcolour here');
  });

  it('goes on with the next page', async () => {
    const first = await signals('logs', '--limit', '2', '--from', '1d');
    const [, cursor = ''] = /^There is more: --cursor (\S+)$/m.exec(first.output) ?? [];
    const second = await signals('logs', '--limit', '2', '--from', '1d', '--cursor', cursor);
    expect(second.output).not.toContain('There is more');
    const bodies = `${first.output}${second.output}`.match(/order \d taken|colour/g);
    expect(bodies?.toSorted()).toStrictEqual([
      ...['colour', 'order 0 taken', 'order 1 taken', 'order 2 taken'],
    ]);
  });

  it('sets how long a tier is kept, and after what time it is compressed', async () => {
    const set = await signals(
      'retention',
      'success',
      '--keep',
      '14 days',
      '--compress-after',
      '2 days',
    );
    expect(set.output).toMatch(/^success +14 days +2 days$/m);
    await signals('retention', 'success', '--keep', '7 days', '--compress-after', '1 day');
  });

  it('grants what a role needs', async () => {
    await server.database.session(({ query }) => query('create role "the reader"'));
    expect(await signals('grant', 'the reader', '--as', 'reader')).toMatchObject({
      code: 0,
      output: 'The role the reader is a reader of the store.\n',
    });
  });

  it.each([
    [['lgos'], "unknown command 'lgos'"],
    [['logs', '--levle', 'x'], "unknown option '--levle'"],
    [['logs', '--limit', 'many'], '--limit must be a whole number from 1 to 1000, not "many".'],
    [['latency', '--limit', '0'], '--limit must be a whole number'],
    [['map', '--service', 'x'], "unknown option '--service'"],
    [['logs', '--level', 'loud'], 'There is no level "loud". Levels: trace, debug, info'],
    [['logs', '--from', 'soon'], '"soon" is no moment. Write an ISO 8601 date'],
    [['logs', '--from', '1'], '"1" is no moment.'],
    [['logs', '--from', 'now', '--to', '1h'], 'before it begins'],
    [['logs', '--cursor', 'x'], '"x" is no cursor.'],
    [['trace', 'xyz'], '"xyz" is no trace id: it must have 32 hexadecimal digits.'],
    [['trace'], "missing required argument 'id'"],
    [['compare', '--before', 'x'], '"x" is no length of time. Write a number with its unit'],
    [['retention', 'succes', '--keep', '1 day'], 'There is no tier "succes". Tiers: success'],
    [['retention', 'success'], 'To set a time, name both'],
    [['retention', 'success', '--keep', 'a while'], '"a while" is no time to keep success for'],
    [['maintain', '--every', '5'], '"5" is no length of time.'],
    [['grant', 'x', '--as', 'king'], "'king' is invalid. Allowed choices are writer, reader"],
    [['grant', 'nobody', '--as', 'reader'], 'Make it first: create role'],
  ])('%s is bad use: the reason, the way out, and 2', async (args, message) => {
    const { code, output, errors } = await signals(...args);
    expect({ code, output }).toStrictEqual({ code: 2, output: '' });
    expect(errors).toContain(message);
  });

  it('says what is wrong with the database, and what to do', async () => {
    const error = async (...args: string[]) => {
      let errors = '';
      const code = await main(args, {
        write: () => undefined,
        writeError: (text) => (errors += text),
      });
      return { code, errors };
    };
    expect(await error('--database-url', 'http://x', 'logs')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('is not an address of PostgreSQL'),
    });
    expect(
      await error('--database-url', 'postgres://nobody:secret@127.0.0.1:1/x', 'logs'),
    ).toStrictEqual({
      code: 1,
      errors:
        "error: The database can't be reached: connect ECONNREFUSED 127.0.0.1:1. Is it started, and is DATABASE_URL its address? The embedded one: npm run db -- start\n",
    });
    expect((await signals('trace', traceId(77))).errors).toContain('Nothing of the trace');
    await server.database.session(({ query }) => query('alter schema signals rename to elsewhere'));
    for (const command of ['logs', 'status', 'maintain', 'retention']) {
      expect(await signals(command)).toMatchObject({
        code: 1,
        errors: expect.stringContaining('Run: signals migrate'),
      });
    }
    await server.database.session(({ query }) => query('alter schema elsewhere rename to signals'));
  });

  it('maintains again and again until it is told to end', async () => {
    const child = spawn(
      process.execPath,
      [
        ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
        ...[join(import.meta.dirname, '../bin.ts'), 'maintain', '--every', '1h'],
      ],
      {
        env: { PATH: process.env.PATH, DATABASE_URL: server.url },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const [said] = await once(child.stderr, 'data');
    expect(String(said)).toBe('Maintaining every 1h; interrupt to end.\n');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toStrictEqual([0, null]);
  });
});

describe('parseMoment', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  it.each([
    ['now', '2026-03-01T12:00:00.000Z'],
    ['15m', '2026-03-01T11:45:00.000Z'],
    ['1.5h', '2026-03-01T10:30:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T10:00', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31 10:00:00.5', '2026-01-31T10:00:00.500Z'],
    ['2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.000Z'],
  ])('reads %s as %s, wherever the machine stands', (text, moment) => {
    expect(parseMoment(text, now).toISOString()).toBe(moment);
  });
  it.each(['', '1', '2026', '2026-13-01', '2026-01-31T25:00', 'Jan 5 2026', '5x', '-5m'])(
    'takes no "%s"',
    (text) => {
      expect(() => parseMoment(text, now)).toThrow('is no moment');
    },
  );
});
