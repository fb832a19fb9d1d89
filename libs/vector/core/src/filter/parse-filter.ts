import * as z from 'zod/mini';
import type { MetadataScalar } from '../contract/records.ts';
import { storableText } from '../contract/records.ts';
import { VectorError } from '../errors.ts';
import type { Bounds, Filter } from './filter.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const key = z.string().check(z.minLength(1));
const bound = z.optional(z.union([z.number(), z.string()]));

const node: z.ZodMiniType<Filter> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('eq'), key, value: scalar }),
    z.strictObject({ op: z.literal('in'), key, values: z.array(scalar) }),
    z.strictObject({ op: z.literal('range'), key, gt: bound, gte: bound, lt: bound, lte: bound }),
    z.strictObject({ op: z.literal('exists'), key }),
    z.strictObject({ op: z.literal('contains'), key, value: scalar }),
    z.strictObject({ op: z.literal('and'), filters: z.array(node) }),
    z.strictObject({ op: z.literal('or'), filters: z.array(node) }),
    z.strictObject({ op: z.literal('not'), filter: node }),
  ]),
) as z.ZodMiniType<Filter>;

const deepest = 32;
/** Filters in a tree: each takes a few of the 65,535 parameters that a statement of PostgreSQL can have. */
const most = 5000;

/**
 * A filter that came from outside (JSON, a caller without types), with its texts as stores keep them (`storableText`): so it
 * finds what was stored, and no database meets a text that it cannot hold. Throws `VECTOR_BAD_FILTER` with the place and the reason:
 * an operation that does not exist, a range without bounds or with bounds of two types, one nested deeper than 32, or of more than 5000 parts.
 */
export function parseFilter(input: unknown): Filter {
  const depth = depthOf(input, 0);
  if (depth > deepest) bad('', `it is nested deeper than ${deepest}`);
  if (partsOf(input) > most)
    bad('', `it has more than ${most} parts; \`in\` takes any number of values`);
  const { success, data, error } = z.safeParse(node, input);
  if (!success) {
    const [issue] = error.issues;
    bad(issue?.path.join('.') ?? '', issue?.message ?? 'it is none');
  }
  checkRanges(data, '');
  return storableFilter(data);
}

function insideOf(input: unknown): readonly unknown[] {
  if (typeof input !== 'object' || input === null) return [];
  if ('filter' in input) return [input.filter];
  return 'filters' in input && Array.isArray(input.filters) ? input.filters : [];
}

function depthOf(input: unknown, depth: number): number {
  if (depth > deepest) return depth;
  return insideOf(input).reduce<number>(
    (deep, one) => Math.max(deep, depthOf(one, depth + 1)),
    depth,
  );
}

/** Filters in a tree that is not too deep; counts no further than it may. */
function partsOf(input: unknown): number {
  let parts = 1;
  for (const one of insideOf(input)) {
    parts += partsOf(one);
    if (parts > most) break;
  }
  return parts;
}

function checkRanges(filter: Filter, path: string): void {
  switch (filter.op) {
    case 'range': {
      const bounds = [filter.gt, filter.gte, filter.lt, filter.lte].filter(
        (one) => one !== undefined,
      );
      if (bounds.length === 0) bad(path, `the range of "${filter.key}" has no bounds`);
      if (new Set(bounds.map((one) => typeof one)).size > 1)
        bad(path, `the bounds of "${filter.key}" are of two types`);
      break;
    }
    case 'and':
    case 'or':
      filter.filters.forEach((one, at) => {
        checkRanges(one, `${path}${path === '' ? '' : '.'}filters.${at}`);
      });
      break;
    case 'not':
      checkRanges(filter.filter, `${path}${path === '' ? '' : '.'}filter`);
      break;
  }
}

function storableFilter(filter: Filter): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map(storableFilter) };
    case 'not':
      return { ...filter, filter: storableFilter(filter.filter) };
    case 'eq':
    case 'contains':
      return { ...filter, key: storableText(filter.key), value: storable(filter.value) };
    case 'in':
      return { ...filter, key: storableText(filter.key), values: filter.values.map(storable) };
    case 'exists':
      return { ...filter, key: storableText(filter.key) };
    case 'range': {
      const { gt, gte, lt, lte } = filter;
      return { ...filter, key: storableText(filter.key), ...boundsOf({ gt, gte, lt, lte }) };
    }
  }
}

const storable = <Value extends MetadataScalar>(value: Value): Value | string =>
  typeof value === 'string' ? storableText(value) : value;

/** Bounds that are there. */
function boundsOf(bounds: { readonly [Name in keyof Bounds]: Bounds[Name] | undefined }): Bounds {
  return Object.fromEntries(
    Object.entries(bounds).flatMap(([name, bound]) =>
      bound === undefined ? [] : [[name, storable(bound)]],
    ),
  );
}

function bad(path: string, reason: string): never {
  throw new VectorError(
    'VECTOR_BAD_FILTER',
    `Not a filter${path === '' ? '' : ` at ${path}`}: ${reason}. A filter looks like {"op":"eq","key":"service","value":"api"}; operations: eq, in, range, exists, contains, and, or, not.`,
  );
}
