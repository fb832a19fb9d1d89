import type { RunHistory } from '@h-j-petroleum/standards-engine';
import { databaseUrlIn, databaseVariable } from './database-url.ts';
import { fileHistory, type FileHistoryOptions } from './file-history.ts';
import { historyFolder } from './history-folder.ts';

export interface HistoryHandle {
  readonly history: RunHistory;
  /** Where it is, for people: `.standards/history`, or what names the database. */
  readonly place: string;
  /** Ends connections. */
  close(): Promise<void>;
}

export interface OpenHistoryOptions extends FileHistoryOptions {
  /** Default: that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens the history of a workspace: the database that `STANDARDS_DATABASE_URL` names, which knows the runs of all machines;
 * else the files of this one. Nothing is asked of the database before the history is.
 */
export async function openHistory(
  root: string,
  options: OpenHistoryOptions = {},
): Promise<HistoryHandle> {
  const url = databaseUrlIn(options.env ?? process.env);
  if (url !== undefined) return openDatabaseHistory(url);
  return {
    history: fileHistory(root, options),
    place: historyFolder,
    close: () => Promise.resolve(),
  };
}

/** The driver is loaded here, and nowhere else. */
export async function openDatabaseHistory(url: string): Promise<HistoryHandle> {
  const [{ connect }, { postgresHistory }] = await Promise.all([
    import('@h-j-petroleum/toolkit-signals'),
    import('./database/postgres-history.ts'),
  ]);
  const database = connect({ url, maxConnections: 1, applicationName: 'standards' });
  return {
    history: postgresHistory(database),
    place: `the database of ${databaseVariable}`,
    close: () => database.close(),
  };
}

/**
 * Makes the schema `standards`, or brings it up to date, in the database that runs are to be sent to.
 *
 * @returns the names of the migrations that this run applied
 * @throws StandardsError DATABASE_FAILED
 */
export async function migrateDatabaseHistory(url: string): Promise<readonly string[]> {
  const [{ connect }, { migrateHistory }] = await Promise.all([
    import('@h-j-petroleum/toolkit-signals'),
    import('./database/migrate-history.ts'),
  ]);
  const database = connect({ url, maxConnections: 1, applicationName: 'standards' });
  try {
    return await migrateHistory(database);
  } finally {
    await database.close();
  }
}
