import type { Database, Session } from '../database/database.ts';
import type { Server } from '../database/server.ts';
import { isOlder } from '../database/server.ts';
import { indexName, tableOf, vectorColumn } from '../schema/names.ts';
import type { StoredCollection, StoredGeneration } from '../schema/stored-collection.ts';
import type { IndexOptions } from './index-options.ts';
import { graphBytes, indexParts } from './index-options.ts';

/** How an index is built. */
export interface BuildOptions {
  /** Memory that the build may take; the server's `maintenance_work_mem` unless given. */
  readonly memoryMb?: number;
  /** Told, before the build, what will make it slow or narrow. */
  readonly onNotice?: (notice: string) => void;
}

const firstSafeParallelBuild = [0, 8, 2] as const;

/** Builds an index on a generation's vectors in the place of the one that is there. Writers go on meanwhile, where the server can. */
export async function buildIndex(
  database: Database,
  server: Server,
  collection: StoredCollection,
  generation: StoredGeneration,
  options: IndexOptions,
  { memoryMb, onNotice = () => undefined }: BuildOptions,
): Promise<void> {
  const table = tableOf(collection.id);
  const column = vectorColumn(generation.id);
  await database.session(async (session) => {
    const [{ rows, memory } = { rows: 0, memory: 0 }] = await session.query<{
      rows: number;
      memory: number;
    }>({
      text: `select (select count(*)::int from ${table}) as rows,
        pg_size_bytes(current_setting('maintenance_work_mem'))::float8 as memory`,
    });
    const { dimensions } = generation.space;
    const { storage, metric } = collection;
    const parts = indexParts(options, column, { storage, metric, dimensions, rows });
    const available = memoryMb === undefined ? memory : memoryMb * 2 ** 20;
    if (options.kind === 'hnsw') {
      const needed = graphBytes(options, { storage, dimensions, rows });
      if (needed > available)
        onNotice(
          `The graph of ${rows} vectors takes about ${mebibytes(needed)} MB, and the build may use ${mebibytes(available)} MB: past about ${Math.floor((rows * available) / needed)} vectors it goes by disk and is many times slower. Give memoryMb: ${mebibytes(needed)}.`,
        );
    }
    const settings: [string, string][] = [];
    if (memoryMb !== undefined)
      settings.push(['maintenance_work_mem', `${Math.round(memoryMb)}MB`]);
    if (isOlder(server.pgvector, firstSafeParallelBuild)) {
      onNotice(
        `pgvector ${server.pgvector.join('.')} can overflow a buffer when several workers build an index, so one builds it; 0.8.2 mends that.`,
      );
      settings.push(['max_parallel_maintenance_workers', '0']);
    }
    const isConcurrent = server.copies && !database.isLent;
    await withSettings(session, settings, async () => {
      const name = indexName(collection.id, generation.id, parts.kind);
      const concurrently = isConcurrent ? 'concurrently ' : '';
      // One that a build left behind in the middle is not valid, and stands in the way.
      await session.query({ text: `drop index ${concurrently}if exists vector.${name}` });
      await session.query({
        text: `create index ${concurrently}${name} on ${table} using ${parts.method} (${parts.expression}) with (${parts.settings})`,
      });
      for (const other of (['hnsw', 'hnsw-bits', 'ivfflat'] as const).filter(
        (kind) => kind !== parts.kind,
      ))
        await session.query({
          text: `drop index ${concurrently}if exists vector.${indexName(collection.id, generation.id, other)}`,
        });
      await session.query({ text: `analyze ${table}` });
    });
  });
}

const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

/** Settings of the connection for the time of the work: an index that is built beside writers stands in no transaction. */
async function withSettings(
  session: Session,
  settings: readonly (readonly [string, string])[],
  work: () => Promise<void>,
): Promise<void> {
  for (const [name, value] of settings)
    await session.query({ text: 'select set_config($1, $2, false)', values: [name, value] });
  try {
    await work();
  } finally {
    for (const [name] of settings) await session.query({ text: `reset ${name}` }).catch(() => []);
  }
}
