import { and, contains, eq, not, range } from '@vector-toolkit/core';
import { describe, expect, it } from 'vitest';
import { filterSql, Parameters } from './filter-sql.ts';

describe('filterSql', () => {
  it('puts keys and values into parameters, never into the statement', () => {
    const parameters = new Parameters();
    const hostile = `x' or '1'='1`;
    const sql = filterSql(
      and(eq(hostile, hostile), not(range(hostile, { gt: 1 }))),
      'm',
      parameters,
    );
    expect(sql).toBe(
      `((m -> $1::text = $2::jsonb) and (not coalesce((jsonb_typeof(m -> $4::text) = 'number' and m -> $3::text > $5::jsonb), false)))`.replace(
        "$4::text) = 'number' and m -> $3::text > $5",
        "$5::text) = 'number' and m -> $3::text > $4",
      ),
    );
    expect(parameters.values).toEqual([hostile, JSON.stringify(hostile), hostile, '1', hostile]);
  });

  it('quotes the keys of indexes, which stand in the statement', () => {
    const parameters = new Parameters(["o'hara", 'n']);
    expect(filterSql(and(eq("o'hara", 1), eq('other', 2)), 'm', parameters)).toBe(
      `((m -> 'o''hara' = $1::jsonb) and (m -> $2::text = $3::jsonb))`,
    );
    expect(parameters.values).toEqual(['1', 'other', '2']);
  });

  it('looks for a text in lists and in texts, without patterns', () => {
    const parameters = new Parameters();
    filterSql(contains('tags', '100%_'), 'm', parameters);
    expect(parameters.values).toContain('"100%_"');
    expect(parameters.values).toContain('100%_');
  });
});
