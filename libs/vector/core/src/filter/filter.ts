import type { MetadataScalar } from '../contract/records.ts';

/**
 * What a record's metadata must be. A tree of plain values: it can be compared, sent and printed. Two-valued: a key that is
 * absent makes a comparison false, and `not` of it true.
 */
export type Filter =
  /** The value is this one, of the same type. A list is equal to no scalar. */
  | { readonly op: 'eq'; readonly key: string; readonly value: MetadataScalar }
  /** The value is one of these. */
  | { readonly op: 'in'; readonly key: string; readonly values: readonly MetadataScalar[] }
  /** The value is a number (or a text) within these bounds; texts compare by code points. At least one bound. */
  | ({ readonly op: 'range'; readonly key: string } & Bounds)
  /** The key has a value. */
  | { readonly op: 'exists'; readonly key: string }
  /** The value is a list with this element, or a text with this part. */
  | { readonly op: 'contains'; readonly key: string; readonly value: MetadataScalar }
  /** All hold; none at all holds. */
  | { readonly op: 'and'; readonly filters: readonly Filter[] }
  /** At least one holds; of none, none holds. */
  | { readonly op: 'or'; readonly filters: readonly Filter[] }
  | { readonly op: 'not'; readonly filter: Filter };

/** Bounds of a range, all numbers or all texts. */
export interface Bounds {
  readonly gt?: number | string;
  readonly gte?: number | string;
  readonly lt?: number | string;
  readonly lte?: number | string;
}

export const eq = (key: string, value: MetadataScalar): Filter => ({ op: 'eq', key, value });
export const oneOf = (key: string, values: readonly MetadataScalar[]): Filter => ({
  op: 'in',
  key,
  values,
});
export const range = (key: string, bounds: Bounds): Filter => ({ op: 'range', key, ...bounds });
export const exists = (key: string): Filter => ({ op: 'exists', key });
export const contains = (key: string, value: MetadataScalar): Filter => ({
  op: 'contains',
  key,
  value,
});
export const and = (...filters: readonly Filter[]): Filter => ({ op: 'and', filters });
export const or = (...filters: readonly Filter[]): Filter => ({ op: 'or', filters });
export const not = (filter: Filter): Filter => ({ op: 'not', filter });
