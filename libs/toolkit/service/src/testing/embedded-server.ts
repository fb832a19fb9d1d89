/** PostgreSQL in WASM in this process, behind a socket on a free port of 127.0.0.1. Empty. */
export interface EmbeddedServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Needs the optional peers `@electric-sql/pglite` and `@vector-toolkit/stores-embedded`. */
export async function startEmbeddedServer(): Promise<EmbeddedServer> {
  const [{ btree_gist }, { startEmbeddedDatabase }] = await Promise.all([
    import('@electric-sql/pglite/contrib/btree_gist'),
    import('@vector-toolkit/stores-embedded'),
  ]).catch((cause: unknown) => {
    throw new Error(
      'Cannot import `@electric-sql/pglite` and `@vector-toolkit/stores-embedded`. Install them as devDependencies to run a database in this process.',
      { cause },
    );
  });
  // A server has it among its contributed extensions; what keeps ranges of one person apart needs it.
  return startEmbeddedDatabase({ extensions: { btree_gist } });
}
