import { z } from 'zod/mini';
import { VectorError } from '../errors.ts';
import type { Filter } from './filter.ts';

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

/**
 * A filter that came from outside (JSON, a caller without types). Throws `VECTOR_BAD_FILTER` with the place and the reason:
 * an operation that does not exist, a range without bounds or with bounds of two types, one nested deeper than 32.
 */
export function parseFilter(input: unknown): Filter {
  const depth = depthOf(input, 0);
  if (depth > deepest) bad('', `it is nested deeper than ${deepest}`);
  const { success, data, error } = z.safeParse(node, input);
  if (!success) {
    const [issue] = error.issues;
    bad(issue?.path.join('.') ?? '', issue?.message ?? 'it is none');
  }
  checkRanges(data, '');
  return data;
}

function depthOf(input: unknown, depth: number): number {
  if (typeof input !== 'object' || input === null || depth > deepest) return depth;
  const inner = [
    'filter' in input ? input.filter : undefined,
    ...('filters' in input && Array.isArray(input.filters) ? input.filters : []),
  ];
  return Math.max(depth, ...inner.map((one) => depthOf(one, depth + 1)));
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

function bad(path: string, reason: string): never {
  throw new VectorError(
    'VECTOR_BAD_FILTER',
    `Not a filter${path === '' ? '' : ` at ${path}`}: ${reason}. A filter looks like {"op":"eq","key":"service","value":"api"}; operations: eq, in, range, exists, contains, and, or, not.`,
  );
}
