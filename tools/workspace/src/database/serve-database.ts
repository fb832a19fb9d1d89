// The process that is the embedded database: PGlite behind its socket server. Started by embedded-database.ts.
// usage: node serve-database.ts <folder> <port>
import { chmodSync, mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { wholeQueries } from '@h-j-petroleum/toolkit-signals/testing';
import { takeLock } from '../../bin/install-lock.mjs';
import { placesIn } from './places.ts';
import { removeState, writeState } from './state.ts';

const [folder = '', port = '0'] = process.argv.slice(2);
const places = placesIn(folder);
// Two engines on one folder destroy it, and PGlite itself asks nobody. Whoever starts this has looked, but at a note that can be lost.
const giveUp = await takeLock(places.owner, (holder: number) => {
  process.stderr.write(
    `error: process ${holder} serves ${folder} already; end it first: kill ${holder}\n`,
  );
  process.exit(1);
});
mkdirSync(places.data, { recursive: true });
// As PostgreSQL itself wants it: nobody else reads the data.
chmodSync(places.data, 0o700);

const engine = await PGlite.create({ dataDir: places.data, extensions: { vector, btree_gist } });
const server = new PGLiteSocketServer({
  ...{ db: wholeQueries(engine), host: '127.0.0.1', port: Number(port), maxConnections: 100 },
});
await server.start();
const actual = Number(server.getServerConn().split(':').at(-1));
writeState(places.state, {
  pid: process.pid,
  port: actual,
  url: `postgres://postgres@127.0.0.1:${actual}/postgres`,
  startedAt: new Date().toISOString(),
});

let ending = false;
const end = async (): Promise<void> => {
  if (ending) return;
  ending = true;
  await server.stop();
  await engine.close();
  removeState(places.state);
  giveUp();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
