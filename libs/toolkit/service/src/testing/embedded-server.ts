/** PostgreSQL in WASM in this process, behind a socket on a free port of 127.0.0.1. Empty. */
export interface EmbeddedServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Needs the optional peers `@electric-sql/pglite` and `@electric-sql/pglite-socket`. */
export async function startEmbeddedServer(): Promise<EmbeddedServer> {
  const [{ PGlite }, { btree_gist }, { PGLiteSocketServer }, { wholeQueries }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/btree_gist'),
    import('@electric-sql/pglite-socket'),
    import('@h-j-petroleum/toolkit-signals/testing'),
  ]).catch((cause: unknown) => {
    throw new Error(
      'Cannot import `@electric-sql/pglite` and `@electric-sql/pglite-socket`. Install them as devDependencies to run a database in this process.',
      { cause },
    );
  });
  // A server has it among its contributed extensions; what keeps ranges of one person apart needs it.
  const engine = await PGlite.create({ extensions: { btree_gist } });
  const server = new PGLiteSocketServer({
    ...{ db: wholeQueries(engine), host: '127.0.0.1', port: 0, maxConnections: 50 },
  });
  await server.start();
  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    close: async () => {
      await server.stop();
      await engine.close();
    },
  };
}
