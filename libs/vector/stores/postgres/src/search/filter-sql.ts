import type { Filter } from '@vector-toolkit/core';
import pg from 'pg';

/** Gathers the parameters of a statement. */
export class Parameters {
  readonly values: unknown[] = [];
  readonly #literals: ReadonlySet<string>;

  /**
   * @param literals keys that stand in the statement itself: those that a collection has indexes on. A plan that is kept
   *   knows an index on a key only where the key is no parameter.
   */
  constructor(literals: readonly string[] = []) {
    this.#literals = new Set(literals);
  }

  /** A key of metadata as the statement says it. */
  key(name: string): string {
    return this.#literals.has(name) ? pg.escapeLiteral(name) : `${this.add(name)}::text`;
  }

  /** The place of a value in the statement, `$n`. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * A filter as a condition on a column of metadata. Values are parameters, and so are keys but those of the collection's own
 * indexes, which are quoted. The condition
 * may be null where the filter does not hold; under `not` it is made false first, for a filter has two values.
 *
 * A value in a comparison has the form of the index on its key (`metadata -> key`), so that the planner can use it.
 */
export function filterSql(filter: Filter, column: string, parameters: Parameters): string {
  const key = (name: string): string => `${column} -> ${parameters.key(name)}`;
  const json = (value: unknown): string => `${parameters.add(JSON.stringify(value))}::jsonb`;
  switch (filter.op) {
    case 'eq':
      return `(${key(filter.key)} = ${json(filter.value)})`;
    case 'in':
      return `(${key(filter.key)} = any(${parameters.add(filter.values.map((value) => JSON.stringify(value)))}::text[]::jsonb[]))`;
    case 'exists':
      return `jsonb_exists(${column}, ${parameters.add(filter.key)}::text)`;
    case 'contains': {
      const inList = `(jsonb_typeof(${key(filter.key)}) = 'array' and ${key(filter.key)} @> ${json(filter.value)})`;
      if (typeof filter.value !== 'string') return inList;
      const inText = `(jsonb_typeof(${key(filter.key)}) = 'string' and strpos(${column} ->> ${parameters.add(filter.key)}::text, ${parameters.add(filter.value)}::text) > 0)`;
      return `(${inList} or ${inText})`;
    }
    case 'range': {
      const bounds = [
        ['>', filter.gt],
        ['>=', filter.gte],
        ['<', filter.lt],
        ['<=', filter.lte],
      ] as const;
      const isNumber = bounds.some(([, bound]) => typeof bound === 'number');
      const conditions = bounds.flatMap(([operator, bound]) => {
        if (bound === undefined) return [];
        // Texts compare by code points, whatever the database's collation is.
        return typeof bound === 'number'
          ? [`${key(filter.key)} ${operator} ${json(bound)}`]
          : [
              `(${column} ->> ${parameters.add(filter.key)}::text) collate "C" ${operator} ${parameters.add(bound)}::text`,
            ];
      });
      return `(jsonb_typeof(${key(filter.key)}) = '${isNumber ? 'number' : 'string'}' and ${conditions.join(' and ')})`;
    }
    case 'and':
    case 'or': {
      if (filter.filters.length === 0) return filter.op === 'and' ? 'true' : 'false';
      return `(${filter.filters.map((one) => filterSql(one, column, parameters)).join(` ${filter.op} `)})`;
    }
    case 'not':
      return `(not coalesce(${filterSql(filter.filter, column, parameters)}, false))`;
  }
}
