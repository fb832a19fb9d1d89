import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { migrateSchema, sqlFiles } from '@h-j-petroleum/toolkit-signals';
import { inProcess } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HouseTree } from '../../scaffold/testing/house-tree.ts';
import { houseTree } from '../../scaffold/testing/house-tree.ts';
import type { MigrationOptions } from './migration.ts';
import migration from './migration.ts';

// Migrations of this workspace, up to these: what comes later has no place in this test.
const known = [
  ...['pdf/0001_documents', 'pdf/0002_missing_glyphs', 'timesheet/0001_timesheets'],
  ...['signals/0001_dimensions', 'signals/0002_tiers.postgres', 'signals/0002_tiers.timescale'],
  ...['signals/0003_maintenance'],
];
const migrations = join(import.meta.dirname, '../../../../../../migrations');

let house: HouseTree;
beforeEach(async () => {
  house = await houseTree();
  for (const path of known)
    cpSync(join(migrations, `${path}.sql`), join(house.tree.root, 'migrations', `${path}.sql`));
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  house[Symbol.dispose]();
  vi.restoreAllMocks();
});

/** What Nx shows after it. */
async function generate(options: MigrationOptions): Promise<string[]> {
  const callback = await migration(house.tree, options);
  await callback();
  return vi.mocked(console.log).mock.calls.flat().map(String);
}

const created = (): string[] => house.changes().map((change) => change.replace('CREATE ', ''));

it('is the next of its schema: a table with its comment, and the rights of the running service', async () => {
  await generate({
    ...{ schema: 'pdf', name: 'signatures' },
    description: "Who signed which document: the owner's own.",
  });
  expect(created()).toStrictEqual(['migrations/pdf/0003_signatures.sql']);
  expect(house.text('migrations/pdf/0003_signatures.sql'))
    .toBe(`-- Who signed which document: the owner's own.
create table pdf.signatures (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now()
);
comment on table pdf.signatures is 'Who signed which document: the owner''s own.';

create or replace function pdf.grant_to(grantee text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('grant usage on schema pdf to %I', grantee);
  execute format('grant select on pdf.migration_files to %I', grantee);
  execute format('grant select, insert, delete on pdf.documents to %I', grantee);
  execute format('grant update (state, data, content, sha256, pages, problem, ended_at) on pdf.documents to %I', grantee);
  execute format('grant select, insert on pdf.signatures to %I', grantee);
end $$;
`);
});

it('or a column of a table that is there', async () => {
  await generate({
    schema: 'pdf',
    name: 'page_size',
    column: 'documents.page_size',
    type: 'jsonb',
  });
  expect(house.text('migrations/pdf/0003_page_size.sql')).toBe(`-- Page size of documents.
alter table pdf.documents add column page_size jsonb;
comment on column pdf.documents.page_size is 'Page size of documents.';
`);
});

it('or a comment that waits for its statements', async () => {
  const said = await generate({ schema: 'pdf', name: 'cleaning', empty: true });
  expect(house.text('migrations/pdf/0003_cleaning.sql')).toBe('-- Cleaning.\n');
  expect(said.join('\n')).toContain('It does nothing yet: write its statements');
});

it('begins a schema that was asked for', async () => {
  await generate({ schema: 'crm', name: 'contacts', newSchema: true });
  expect(house.text('migrations/crm/0001_contacts.sql')).toBe(`-- Contacts.
create table crm.migration_files (name text primary key, sha256 text not null);

create table crm.contacts (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now()
);
comment on table crm.contacts is 'Contacts.';

create function crm.grant_to(grantee text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('grant usage on schema crm to %I', grantee);
  execute format('grant select on crm.migration_files to %I', grantee);
  execute format('grant select, insert on crm.contacts to %I', grantee);
end $$;
revoke execute on function crm.grant_to(text) from public;
comment on function crm.grant_to(text) is 'Gives a role what it needs here, and nothing else.';
`);
});

it('changes nothing when it is run again, and takes another number for another name', async () => {
  await generate({ schema: 'pdf', name: 'signatures' });
  house.next();
  const said = await generate({ schema: 'pdf', name: 'signatures' });
  expect(house.changes()).toStrictEqual([]);
  expect(said.at(-1)).toBe(
    'migrations/pdf/0003_signatures.sql is there already. Nothing was changed.',
  );
  await generate({ schema: 'pdf', name: 'seals' });
  expect(created()).toStrictEqual(['migrations/pdf/0004_seals.sql']);
  // The rights of the one before are kept.
  expect(house.text('migrations/pdf/0004_seals.sql')).toContain(
    "  execute format('grant select, insert on pdf.signatures to %I', grantee);\n  execute format('grant select, insert on pdf.seals to %I', grantee);\nend $$;\n",
  );
});

it('says who names the one before it, and where rights are given otherwise', async () => {
  house.tree.write('docs/notes.md', 'One.\nApplied signals.0003_maintenance.\n');
  const said = await generate({ schema: 'signals', name: 'notes' });
  expect(created()).toContain('migrations/signals/0004_notes.sql');
  expect(said).toContain(
    'names 0003_maintenance, and may have to name this one as well: docs/notes.md:2',
  );
  expect(said.join('\n')).toContain('Nobody but its owner may use signals.notes yet');
});

it.each([
  [{ schema: 'pfd' }, 'There are pdf, signals, timesheet. With --new-schema it becomes one.'],
  [{ schema: 'timesheets' }, 'Did you mean timesheet? With --new-schema it becomes one.'],
  [{ schema: 'Crm', newSchema: true }, '`Crm` is no name of a schema'],
  [{ schema: 'user', newSchema: true }, 'Write `user_data`'],
  [{ newSchema: true }, 'migrations/pdf is there already. Leave out --new-schema.'],
  [{ name: 'page-size' }, 'Write `page_size`'],
  [{ name: '0003_page_size.sql' }, 'Write `page_size`'],
  [{ name: 'addPage2' }, 'Write `add_page`'],
  [{ table: 'Page-Size' }, 'Write `--table page_size`'],
  [{ table: 'documents' }, 'pdf.documents is a table already.'],
  [{ column: 'documents' }, '`documents` is no column of a table. Write `--column items.weight`.'],
  [{ column: 'pages.size' }, 'pdf has no table `pages`. It has documents.'],
  [{ column: 'documents.pageSize' }, 'Write `--column page_size`'],
  [{ column: 'documents.size', type: 'money' }, 'There are text, integer, bigint,'],
  [{ type: 'text' }, '--type is that of a --column.'],
  [{ empty: true, table: 'pages' }, 'Of --table, --column and --empty a migration has one.'],
])('refuses %j, and writes nothing', async (options, message) => {
  await expect(migration(house.tree, { schema: 'pdf', name: 'pages', ...options })).rejects.toThrow(
    expect.objectContaining({
      code: 'GENERATE_REFUSED',
      message: expect.stringContaining(message),
    }),
  );
  expect(house.changes()).toStrictEqual([]);
});

it.each([
  ['0002_other.sql', 'migrations/pdf has two migrations with the number 0002.'],
  ['3_other.sql', 'migrations/pdf/3_other.sql is no name of a migration (0005_what.sql)'],
  ['9999_other.sql', 'migrations/pdf has no number left after 9999_other.sql.'],
])('refuses a folder with %s, in which nobody knows what comes next', async (file, message) => {
  house.tree.write(`migrations/pdf/${file}`, '-- Other.\n');
  house.next();
  await expect(migration(house.tree, { schema: 'pdf', name: 'pages' })).rejects.toThrow(message);
  expect(house.changes()).toStrictEqual([]);
});

describe('on a database', () => {
  let engine: PGlite;
  beforeAll(async () => {
    engine = await PGlite.create();
  });
  afterAll(() => engine.close());

  it('runs with those before it, as it is, and gives the running service its rights', async () => {
    await generate({ schema: 'pdf', name: 'signatures' });
    house.next();
    await generate({ schema: 'pdf', name: 'weight', column: 'signatures.weight', type: 'numeric' });
    house.next();
    await generate({ schema: 'pdf', name: 'cleaning', empty: true });
    await generate({ schema: 'crm', name: 'contacts', newSchema: true });
    house.next();
    const database = inProcess(engine);
    const applied = await database.session(async (session) => {
      const names: string[] = [];
      for (const schema of ['pdf', 'crm']) {
        const files = sqlFiles(join(house.tree.root, 'migrations', schema));
        names.push(...(await migrateSchema(session, { schema, files })));
      }
      return names;
    });
    expect(applied.slice(-4)).toStrictEqual([
      ...['0003_signatures', '0004_weight', '0005_cleaning', '0001_contacts'],
    ]);
    await engine.exec(
      `create role runs_pdf; select pdf.grant_to('runs_pdf'); select crm.grant_to('runs_pdf'); set role runs_pdf;`,
    );
    await engine.exec(
      'insert into pdf.signatures (weight) values (1.5); insert into crm.contacts default values;',
    );
    const { rows } = await engine.query(
      'select weight::text, (select count(*)::int from pdf.documents) as documents from pdf.signatures',
    );
    expect(rows).toStrictEqual([{ weight: '1.5', documents: 0 }]);
    await expect(engine.exec('delete from pdf.signatures')).rejects.toThrow('permission denied');
    await engine.exec('reset role');
    const comments = await engine.query(
      "select col_description('pdf.signatures'::regclass, attnum) as told from pg_attribute where attrelid = 'pdf.signatures'::regclass and attname = 'weight'",
    );
    expect(comments.rows).toStrictEqual([{ told: 'Weight of signatures.' }]);
  });
});

it('has the migrations of this workspace as its rule wants them: numbers without a gap, none twice', () => {
  for (const schema of readdirSync(migrations)) {
    const names = readdirSync(join(migrations, schema)).map((file) => {
      expect(file).toMatch(/^\d{4}_[a-z_]+(?:\.(?:postgres|timescale))?\.sql$/);
      return file.split('.')[0] ?? '';
    });
    const numbers = [...new Set(names)].sort().map((name) => Number(name.slice(0, 4)));
    expect(numbers, schema).toStrictEqual(numbers.map((_, index) => index + 1));
  }
});
