import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeQueries } from './whole-queries.ts';

let engine: PGlite;
let server: PGLiteSocketServer;
let url: string;
beforeAll(async () => {
  engine = await PGlite.create();
  const db = wholeQueries(engine);
  server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 10 });
  await server.start();
  url = `postgres://postgres@${server.getServerConn()}/postgres`;
});
afterAll(async () => {
  await server.stop();
  await engine.close();
});

/** Frontend/Backend Protocol 3.0: a letter, the length with itself, the content. */
const message = (letter: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(letter.length + 4);
  head.write(letter);
  head.writeInt32BE(4 + body.length, letter.length);
  return Buffer.concat([head, body]);
};
const int16 = (value: number): Buffer => Buffer.from([0, value]);
const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const parse = message('P', text(''), text("select 'of the slow client' as answer"), int16(0));
const rest = Buffer.concat([
  message('B', text(''), text(''), int16(0), int16(0), int16(0)),
  message('E', text(''), Buffer.alloc(4)),
  message('S'),
]);

/** A client whose query comes in pieces, as one of large parameters does; it has sent the first. */
const slowClient = async (): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const version = Buffer.from([0, 3, 0, 0]);
  socket.write(message('', version, text('user'), text('postgres'), text('')));
  await once(socket, 'data');
  socket.write(parse);
  // Its "1", ParseComplete.
  expect(String((await once(socket, 'data'))[0])[0]).toBe('1');
  return socket;
};
const quickAnswer = async (): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('select $1::text as answer', ['of the quick client']);
  await client.end();
  return rows;
};

describe('connections of one embedded database', () => {
  it('get the answers to their own questions, where one comes in pieces', async () => {
    const slow = await slowClient();
    const quick = quickAnswer();
    // Its messages are there before the rest of the other's.
    await new Promise((resolve) => setTimeout(resolve, 200));
    slow.write(rest);
    const [answer] = await once(slow, 'data');
    expect(String(answer)).toContain('of the slow client');
    expect(await quick).toStrictEqual([{ answer: 'of the quick client' }]);
    slow.destroy();
  });

  it('go on where one is gone in the middle of its question', async () => {
    const slow = await slowClient();
    const quick = quickAnswer();
    slow.destroy();
    expect(await quick).toStrictEqual([{ answer: 'of the quick client' }]);
  });
});
