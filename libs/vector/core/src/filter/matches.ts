import type { Metadata, MetadataScalar } from '../contract/records.ts';
import type { Bounds, Filter } from './filter.ts';

/** Whether metadata passes a filter: what every store's own way of filtering must agree with. */
export function matches(filter: Filter, metadata: Metadata): boolean {
  switch (filter.op) {
    case 'eq':
      return valueOf(metadata, filter.key) === filter.value;
    case 'in': {
      const value = valueOf(metadata, filter.key);
      return filter.values.some((one) => one === value);
    }
    case 'range':
      return inBounds(valueOf(metadata, filter.key), filter);
    case 'exists':
      return valueOf(metadata, filter.key) !== undefined;
    case 'contains': {
      const value = valueOf(metadata, filter.key);
      if (Array.isArray(value)) return value.some((one) => one === filter.value);
      return (
        typeof value === 'string' &&
        typeof filter.value === 'string' &&
        value.includes(filter.value)
      );
    }
    case 'and':
      return filter.filters.every((one) => matches(one, metadata));
    case 'or':
      return filter.filters.some((one) => matches(one, metadata));
    case 'not':
      return !matches(filter.filter, metadata);
  }
}

/** Own keys alone: `constructor` and the like are no metadata. */
function valueOf(
  metadata: Metadata,
  key: string,
): MetadataScalar | readonly MetadataScalar[] | undefined {
  return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}

function inBounds(value: unknown, { gt, gte, lt, lte }: Bounds): boolean {
  const holds = (bound: number | string | undefined, test: (order: number) => boolean): boolean => {
    if (bound === undefined) return true;
    if (typeof value === 'number' && typeof bound === 'number') return test(value - bound);
    if (typeof value === 'string' && typeof bound === 'string')
      return test(compareCodePoints(value, bound));
    return false;
  };
  return (
    holds(gt, (order) => order > 0) &&
    holds(gte, (order) => order >= 0) &&
    holds(lt, (order) => order < 0) &&
    holds(lte, (order) => order <= 0)
  );
}

/** The order of texts by code points, which is that of their UTF-8 bytes and of Postgres's collation `C`. Negative, 0 or positive. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    // Surrogates stand for code points above all other code units.
    const isLeftHigh = left >= 0xd800 && left <= 0xdfff;
    const isRightHigh = right >= 0xd800 && right <= 0xdfff;
    return isLeftHigh === isRightHigh ? left - right : isLeftHigh ? 1 : -1;
  }
  return a.length - b.length;
}
