import Big from 'big.js';
import { z } from 'zod';

/** A decimal number as text, exact: at most 15 digits before the point and 6 behind it. A float has no exact 0.1. */
export const decimal = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})(\.\d{1,6})?$/, 'a decimal number as text, such as "1250.00"')
  .meta({ id: 'Decimal', example: '1250.00' });

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'an ISO 4217 code, such as "EUR"')
  .meta({ id: 'Currency', example: 'EUR' });

export const amount = z.strictObject({ value: decimal, currency });
export type Amount = z.infer<typeof amount>;

/** -1, 0 or 1: `left` is less, equal or more than `right`, by value: "10.50" equals "10.5". */
export function compareDecimals(left: string, right: string): -1 | 0 | 1 {
  return new Big(left).cmp(right);
}
