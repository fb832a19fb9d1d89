import type { Database } from '../database/database.ts';
import { messageOf, SignalsError } from '../errors.ts';

/** `writer` adds rows and reads none; `reader` reads; `maintainer` runs the maintenance. */
export type RoleKind = 'writer' | 'reader' | 'maintainer';

export const roleKinds: readonly RoleKind[] = ['writer', 'reader', 'maintainer'];

/**
 * Gives a role of the server what it needs, and nothing else. By the role that migrated the store; again after an update that
 * brings tables. Throws `SIGNALS_BAD_OPTION` where there is no such role.
 */
export async function grantRole(database: Database, role: string, kind: RoleKind): Promise<void> {
  try {
    await database.session((session) =>
      session.query('select signals.grant_to($1, $2)', [role, kind]),
    );
  } catch (cause) {
    // 42704: undefined object.
    if (Reflect.get(Object(cause), 'code') !== '42704') throw cause;
    throw new SignalsError(
      'SIGNALS_BAD_OPTION',
      `Nothing was granted to "${role}": ${messageOf(cause)}. Make it first: create role … login`,
      { cause },
    );
  }
}
