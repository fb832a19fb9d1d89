import { refusal } from './refuse.ts';

/**
 * Holds the name of a schema of the database to the rule: it needs no quotes.
 *
 * @param option by which another one is given: `--schema`; empty where it is a word of the command
 * @throws StandardsError GENERATE_REFUSED, with the form that would do
 */
export function checkSchemaName(schema: string, option = ''): void {
  const write = (right: string): string => `Write \`${`${option} ${right}`.trim()}\`.`;
  const right = schema
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
  if (schema !== right) {
    throw refusal(
      `\`${schema}\` is no name of a schema: small letters, digits and underscores, 40 at most. ${write(right || 'cargo')}`,
    );
  }
  if (isWordOfSql(schema) || schema.startsWith('pg_')) {
    throw refusal(
      `\`${schema}\` is a word of PostgreSQL's own. ${write(`${schema.replace(/^pg_/, '')}_data`)}`,
    );
  }
}

/** Whether it needs quotes as a name (PostgreSQL's appendix C), or every database has such a schema. */
export const isWordOfSql = (name: string): boolean => reserved.has(name);

const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
  current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having
  ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not
  notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar
  some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where
  window with public information_schema pgboss`.split(/\s+/),
);
