// LangChain's PGVectorStore. It searches the store's own table, by a view with its columns: so the index is the very same.
import { PGVectorStore } from '@langchain/community/vectorstores/pgvector';
import { Embeddings } from '@langchain/core/embeddings';
import { createRequire } from 'node:module';

const { dependencies } = createRequire(import.meta.url)('./package.json');
const dimensions = 384;

/** Vectors are given, so nothing is ever embedded. */
class NoEmbeddings extends Embeddings {
  embedDocuments() {
    throw new Error('nothing is embedded here');
  }

  embedQuery() {
    throw new Error('nothing is embedded here');
  }
}

/** The database is dropped at the end, whose server may have the last word. */
const quiet = (store) => {
  store.pool.on('error', () => undefined);
  return store;
};

export async function openPeer(url) {
  const embeddings = new NoEmbeddings({});
  const postgresConnectionOptions = {
    connectionString: url,
    max: 4,
    // As many candidates as the store takes. The iterative scan is off, as it is unless somebody sets it.
    options: '-c hnsw.ef_search=100',
  };
  const columns = { idColumnName: 'id', contentColumnName: 'text', metadataColumnName: 'metadata' };
  const searched = quiet(
    new PGVectorStore(embeddings, {
      postgresConnectionOptions,
      tableName: 'bench_records',
      columns: { ...columns, vectorColumnName: 'embedding' },
    }),
  );
  let written;
  return {
    name: `LangChain PGVectorStore ${dependencies['@langchain/community']}`,
    prepare: async () => {
      await written?.pool.query('drop table bench_langchain');
      written ??= quiet(
        await PGVectorStore.initialize(embeddings, {
          postgresConnectionOptions,
          tableName: 'bench_langchain',
          dimensions,
        }),
      );
      await written.ensureTableInDatabase(dimensions);
    },
    ingest: (records) =>
      written.addVectors(
        records.map(({ vector }) => vector),
        records.map(({ text, metadata }) => ({ pageContent: text, metadata })),
      ),
    find: async (vector, key) =>
      (await searched.similaritySearchVectorWithScore(vector, 10, { [key]: 0 })).map(
        ([{ id }]) => id,
      ),
    close: async () => {
      await written?.end();
      await searched.end();
    },
  };
}
