import { refusal } from '../../scaffold/refuse.ts';
import type { MigrationOptions } from './migration.ts';
import { checkTitle } from './next-migration.ts';

/** Types that a column can be given. */
export const columnTypes = [
  ...['text', 'integer', 'bigint', 'numeric', 'boolean', 'uuid', 'date', 'timestamptz', 'jsonb'],
  'bytea',
] as const;

export interface Statements {
  readonly sql: string;
  /** What is left to the user. */
  readonly hints: readonly string[];
}

/**
 * What a migration does.
 *
 * @param texts of the migrations before it
 * @throws StandardsError GENERATE_REFUSED
 */
export function statementsOf(options: MigrationOptions, texts: readonly string[]): Statements {
  const { schema, name, column, type, table, empty = false } = options;
  if ([column, table, empty || undefined].filter((one) => one !== undefined).length > 1) {
    throw refusal('Of --table, --column and --empty a migration has one.');
  }
  if (type !== undefined && column === undefined) {
    throw refusal('--type is that of a --column. Name the column: `--column items.weight`.');
  }
  const first = texts.length === 0 ? firstOf(schema) : '';
  const own = empty
    ? emptyOne(options)
    : column === undefined
      ? newTable(options, table ?? name, texts)
      : newColumn(options, column, texts);
  const sql = [`-- ${told(options, sentenceOf(options))}\n`, first, own.sql].join('');
  return { sql, hints: own.hints };
}

/** What every schema has: which files made it, by which whoever runs the next one knows. */
function firstOf(schema: string): string {
  return `create table ${schema}.migration_files (name text primary key, sha256 text not null);\n\n`;
}

function emptyOne({ schema, name }: MigrationOptions): Statements {
  const hint = `It does nothing yet: write its statements before somebody applies it (migrations/${schema}, ${name}).`;
  return { sql: '', hints: [hint] };
}

function newTable(options: MigrationOptions, table: string, texts: readonly string[]): Statements {
  const { schema } = options;
  checkTitle(table, '--table');
  if (tablesOf(schema, texts).includes(table)) {
    throw refusal(
      `${schema}.${table} is a table already. Name another one with --table, or a column of it: \`--column ${table}.weight\`.`,
    );
  }
  const made = `create table ${schema}.${table} (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now()
);
comment on table ${schema}.${table} is ${quoted(told(options, sentenceOf(options)))};
`;
  const right = `execute format('grant select, insert on ${schema}.${table} to %I', grantee);`;
  if (texts.length === 0) return { sql: `${made}\n${firstGrants(schema, right)}`, hints: [] };
  const grants = grantsWith(schema, right, texts);
  return grants === undefined
    ? {
        sql: made,
        hints: [
          `Nobody but its owner may use ${schema}.${table} yet: say in this migration who may, as those before it do.`,
        ],
      }
    : { sql: `${made}\n${grants}`, hints: [] };
}

function newColumn(options: MigrationOptions, path: string, texts: readonly string[]): Statements {
  const { schema, type = 'text' } = options;
  const [table = '', column = '', ...rest] = path.split('.');
  if (column === '' || rest.length > 0) {
    throw refusal(`\`${path}\` is no column of a table. Write \`--column items.weight\`.`);
  }
  const tables = tablesOf(schema, texts);
  if (!tables.includes(table)) {
    throw refusal(`${schema} has no table \`${table}\`. It has ${tables.join(', ') || 'none'}.`);
  }
  checkTitle(column, `--column`);
  if (!columnTypes.some((one) => one === type)) {
    throw refusal(
      `\`${type}\` is no type that a column is given here. There are ${columnTypes.join(', ')}.`,
    );
  }
  // Without `not null`: rows that are there have no value. One with a default, or filled by this migration, can have it.
  const sql = `alter table ${schema}.${table} add column ${column} ${type};
comment on column ${schema}.${table}.${column} is ${quoted(told(options, sentenceOf(options)))};
`;
  return { sql, hints: [] };
}

/** Tables that the migrations make and do not take away again. */
function tablesOf(schema: string, texts: readonly string[]): string[] {
  const tables = new Set<string>();
  const change = new RegExp(
    `^\\s*(create|drop) table (?:if (?:not )?exists )?${schema}\\.([a-z0-9_]+)`,
    'gm',
  );
  for (const [, verb, table = ''] of texts.join('\n').matchAll(change)) {
    if (verb === 'create') tables.add(table);
    else tables.delete(table);
  }
  tables.delete('migration_files');
  return [...tables].sort();
}

/** The function by which the role of a running service gets its rights. */
function firstGrants(schema: string, right: string): string {
  return `create function ${schema}.grant_to(grantee text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('grant usage on schema ${schema} to %I', grantee);
  execute format('grant select on ${schema}.migration_files to %I', grantee);
  ${right}
end $$;
revoke execute on function ${schema}.grant_to(text) from public;
comment on function ${schema}.grant_to(text) is 'Gives a role what it needs here, and nothing else.';
`;
}

/** The same function anew, as the last migration has it, with one right more. Who may call it and its comment stay. */
function grantsWith(schema: string, right: string, texts: readonly string[]): string | undefined {
  const made = new RegExp(
    `^create (?:or replace )?(function ${schema}\\.grant_to\\(grantee text\\)[^]*?\\n)(end \\$\\$;)`,
    'gm',
  );
  const [, body, end] = [...texts.join('\n').matchAll(made)].at(-1) ?? [];
  return body === undefined ? undefined : `create or replace ${body}  ${right}\n${end}\n`;
}

function sentenceOf({ name, column }: MigrationOptions): string {
  const [table, own] = column?.split('.') ?? [];
  const words = own === undefined ? name : `${own} of ${table}`;
  const text = words.replaceAll('_', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const told = ({ description }: MigrationOptions, usual: string): string =>
  (description ?? usual).trim().replaceAll(/\s+/g, ' ');

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
