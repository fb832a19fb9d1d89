// Mastra's PgVector. It searches a table of its own, with an index on each key that is filtered by; a filtered query of it
// never uses an index on vectors, so none is built.
import { PgVector } from '@mastra/pg';
import { createRequire } from 'node:module';

const { dependencies } = createRequire(import.meta.url)('./package.json');
const dimension = 384;
const metadataIndexes = ['twentieth', 'hundredth', 'thousandth'];

export async function openPeer(url) {
  const store = new PgVector({ id: 'bench', connectionString: url });
  let isFilled = false;
  const fill = async () => {
    await store.createIndex({
      indexName: 'bench_mastra',
      dimension,
      buildIndex: false,
      metadataIndexes,
    });
    await store.pool.query(
      `insert into bench_mastra (vector_id, embedding, metadata) select id, embedding, metadata from bench_records`,
    );
    await store.pool.query('analyze bench_mastra');
    isFilled = true;
  };
  return {
    name: `Mastra PgVector ${dependencies['@mastra/pg']}`,
    prepare: async () => {
      await store.deleteIndex({ indexName: 'bench_mastra_ingest' }).catch(() => undefined);
      await store.createIndex({ indexName: 'bench_mastra_ingest', dimension, buildIndex: false });
    },
    ingest: async (records) => {
      await store.upsert({
        indexName: 'bench_mastra_ingest',
        vectors: records.map(({ vector }) => vector),
        metadata: records.map(({ text, metadata }) => ({ ...metadata, text })),
        ids: records.map(({ id }) => id),
      });
    },
    find: async (vector, key) => {
      if (!isFilled) await fill();
      const found = await store.query({
        indexName: 'bench_mastra',
        queryVector: vector,
        topK: 10,
        filter: { [key]: 0 },
      });
      return found.map(({ id }) => id);
    },
    close: () => store.disconnect(),
  };
}
