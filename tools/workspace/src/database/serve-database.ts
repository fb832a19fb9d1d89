// The process that is the embedded database: PGlite behind its socket server. Started by embedded-database.ts.
// usage: node serve-database.ts <folder> <port>
import { chmodSync, mkdirSync } from 'node:fs';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { startEmbeddedDatabase } from '@vector-toolkit/stores-embedded';
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

const database = await startEmbeddedDatabase({
  ...{ dataDir: places.data, extensions: { btree_gist }, port: Number(port), maxConnections: 100 },
});
writeState(places.state, {
  pid: process.pid,
  port: database.port,
  url: database.url,
  startedAt: new Date().toISOString(),
});

let ending = false;
const end = async (): Promise<void> => {
  if (ending) return;
  ending = true;
  await database.close();
  removeState(places.state);
  giveUp();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
