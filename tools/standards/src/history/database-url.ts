type Env = Readonly<Record<string, string | undefined>>;

export const databaseVariable = 'STANDARDS_DATABASE_URL';

/**
 * The database that runs are sent to; undefined where none is named. Never `DATABASE_URL`: that one is mostly the database of
 * what is being developed, where the gate has no business.
 */
export function databaseUrlIn(env: Env): string | undefined {
  const url = env[databaseVariable]?.trim();
  return url === '' ? undefined : url;
}

/** Whether the environment switches recording off, whatever the configuration says. */
export function isSwitchedOff(env: Env): boolean {
  return /^(?:off|0|false|no)$/i.test(env['STANDARDS_HISTORY']?.trim() ?? '');
}
