import { connect, migrate } from '@h-j-petroleum/toolkit-signals';

/** Brings the signal store's schema up to date, and says which migrations that took. */
export async function migrateSignals(url: string): Promise<readonly string[]> {
  const database = connect({ url });
  try {
    return (await migrate(database)).applied;
  } finally {
    await database.close();
  }
}
