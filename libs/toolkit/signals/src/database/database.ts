/** Rows of one statement. Numbers of type bigint and numeric come as strings. */
export interface QueryResult<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/** One connection for as long as a piece of work holds it. */
export interface Session {
  /** One statement with parameters, or several without. A Buffer is a parameter in Postgres's binary form. */
  query<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<QueryResult<Row>>;
  /** `COPY … FROM STDIN`; absent where the server can't: then rows go by `unnest`. */
  readonly copyIn?: (text: string, chunks: readonly Buffer[]) => Promise<void>;
}

/**
 * Where signals are kept. What stands behind it (a pool of `pg`, an engine in this process) is the adapter's business.
 */
export interface Database {
  /**
   * Lends a connection to the work. A connection whose work failed, or was aborted, is not used again.
   *
   * @param signal aborts the work and destroys its connection; the returned promise rejects
   */
  session<Result>(
    work: (session: Session) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
  close(): Promise<void>;
}

/** Runs the work in one transaction: committed when it ends, rolled back when it throws. */
export async function inTransaction<Result>(
  session: Session,
  work: () => Promise<Result>,
): Promise<Result> {
  await session.query('begin');
  try {
    const result = await work();
    await session.query('commit');
    return result;
  } catch (error) {
    // A broken connection can't roll back, and need not: the server does.
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}
