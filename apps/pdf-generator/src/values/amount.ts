import Big from 'big.js';
import { z } from 'zod';

/** A decimal as text, such as `-1234.50`: a JSON number would round 0.1 before anybody could see it. */
export const decimal = (options: { places: number; negative?: boolean } = { places: 6 }) =>
  z
    .string()
    .regex(
      new RegExp(
        `^${options.negative === true ? '-?' : ''}\\d{1,15}(\\.\\d{1,${options.places}})?$`,
      ),
      `is a decimal as text with a point and at most ${options.places} places, such as "12.50"`,
    );

/** ISO 4217 code of a currency that this Node's Intl knows. */
export const currency = z
  .string()
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), {
    message: 'is the ISO 4217 code of a currency, such as "EUR"',
  });

/** An exact decimal: sums and products lose no digit, and no quotient is ever taken. */
export type Amount = Big;
export const amount = (value: string | number): Amount => new Big(value);

/** Places behind the point in amounts of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorUnits = (code: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
    .maximumFractionDigits ?? 2;

/** Commercial rounding, half away from zero, as EN 16931 and German invoices use it. */
export const rounded = (value: Amount, places: number): Amount =>
  value.round(places, Big.roundHalfUp);

export const sum = (values: readonly Amount[]): Amount =>
  values.reduce((total, value) => total.plus(value), amount(0));
