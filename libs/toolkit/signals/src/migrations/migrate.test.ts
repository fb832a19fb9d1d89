import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bareProfiles, rowsOf } from '../../test/databases.ts';
import type { Database } from '../index.ts';
import { grantRole, migrate } from '../index.ts';
import { migrationFiles, migrationsFolder } from './migration-files.ts';

const names = ['0001_dimensions', '0002_tiers', '0003_maintenance', '0004_schedule'];

describe.each(bareProfiles)('migrations on %s', (profile, create) => {
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    cpSync(migrationsFolder(), folder, { recursive: true });
    await rowsOf(database, 'drop schema if exists signals cascade');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('make the store once, and nothing the second time', async () => {
    expect(await migrate(database)).toMatchObject({ profile, applied: names });
    expect(await migrate(database)).toMatchObject({ profile, applied: [] });
    expect(await rowsOf(database, 'select profile from signals.settings')).toStrictEqual([
      { profile },
    ]);
  });

  it('leave nothing when one of them fails, and go through when it is mended', async () => {
    const file = join(folder, '0003_maintenance.sql');
    const sound = readFileSync(file, 'utf8');
    writeFileSync(file, `${sound}\nselect no_such_function();\n`);
    await expect(migrate(database, folder)).rejects.toMatchObject({
      code: 'SIGNALS_MIGRATION_FAILED',
      message: expect.stringMatching(
        /^The migration 0003_maintenance failed, and nothing was changed: .*no_such_function/,
      ),
    });
    expect(
      await rowsOf(
        database,
        "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = 'signals' and relkind in ('r', 'p', 'v') and relname not like 'migrations%'",
      ),
    ).toStrictEqual([]);
    writeFileSync(file, sound);
    expect((await migrate(database, folder)).applied).toStrictEqual(names);
  });

  it('refuse a database that is newer than the code', async () => {
    writeFileSync(join(folder, '0005_later.sql'), 'create table signals.later ();');
    await migrate(database, folder);
    await expect(migrate(database)).rejects.toMatchObject({
      code: 'SIGNALS_DATABASE_NEWER',
      message:
        "The database is newer than this code: it has the migration 0005_later, which this version of @h-j-petroleum/toolkit-signals doesn't know. Update the package.",
    });
  });

  it('notice that a file which made the store was changed, and change nothing', async () => {
    await migrate(database);
    const file = join(folder, '0001_dimensions.sql');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- changed\n`);
    writeFileSync(join(folder, '0005_later.sql'), 'create table signals.later ();');
    await expect(migrate(database, folder)).rejects.toMatchObject({
      code: 'SIGNALS_MIGRATION_CHANGED',
      message: expect.stringContaining('The migration 0001_dimensions that made this store'),
    });
    expect(await rowsOf(database, "select to_regclass('signals.later') as later")).toStrictEqual([
      { later: null },
    ]);
  });

  it('are the same files on a machine that ends its lines otherwise', async () => {
    await migrate(database);
    const file = join(folder, '0001_dimensions.sql');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    expect((await migrate(database, folder)).applied).toStrictEqual([]);
  });

  it('let nobody call a function who was not given it', async () => {
    await migrate(database);
    // Without an entry everybody may.
    expect(
      await rowsOf(
        database,
        "select proname from pg_proc where pronamespace = 'signals'::regnamespace and has_function_privilege('public', oid, 'execute')",
      ),
    ).toStrictEqual([]);
  });

  it('give a writer, a reader and a maintainer what they need, and no more', async () => {
    await migrate(database);
    await rowsOf(
      database,
      'drop role if exists "w""r"; drop role if exists rd; drop role if exists mt; create role "w""r"; create role rd; create role mt',
    );
    await grantRole(database, 'w"r', 'writer');
    await grantRole(database, 'rd', 'reader');
    await grantRole(database, 'mt', 'maintainer');
    const may = async (role: string, statement: string): Promise<string> =>
      database.session(async (session) => {
        await session.query(`begin; set local role ${role}`);
        try {
          await session.query(statement);
          return 'may';
        } catch (error) {
          return String(Reflect.get(Object(error), 'code'));
        } finally {
          await session.query('rollback');
        }
      });
    const begin = "select signals.begin_batch(gen_random_uuid(), 'logs', 1, now(), now())";
    const expire = "select signals.expire_raw('logs', 'infinity')";
    const rows = await Promise.all(
      [begin, 'select count(*) from signals.all_logs', expire, 'select signals.fold()'].map(
        async (statement) => [
          await may('"w""r"', statement),
          await may('rd', statement),
          await may('mt', statement),
        ],
      ),
    );
    // 42501: insufficient privilege.
    expect(rows).toStrictEqual([
      ['may', '42501', '42501'],
      ['42501', 'may', '42501'],
      ['42501', '42501', 'may'],
      ['42501', '42501', 'may'],
    ]);
    await expect(grantRole(database, 'nobody', 'reader')).rejects.toMatchObject({
      code: 'SIGNALS_BAD_OPTION',
      message: expect.stringContaining('Nothing was granted to "nobody"'),
    });
    await rowsOf(database, 'drop owned by "w""r", rd, mt; drop role "w""r", rd, mt');
  });
});

describe('migrationFiles', () => {
  it('takes no file that it does not know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    writeFileSync(join(folder, '0005-later.sql'), '');
    expect(() => migrationFiles('postgres', folder)).toThrow('0005-later.sql is no name');
    rmSync(folder, { recursive: true });
  });
});
