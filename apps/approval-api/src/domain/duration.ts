import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/**
 * A length of time as ISO 8601 writes it, of days (24 hours each), hours, minutes and seconds: "P2D", "PT4H30M". Months and
 * years have no fixed length, so a deadline has none of them.
 */
export const duration = z
  .string()
  // Aborts, because what isn't a length of time can't be compared with nothing either.
  .regex(/^P(?=.)(\d{1,4}D)?(T(?=.)(\d{1,5}H)?(\d{1,6}M)?(\d{1,7}S)?)?$/, {
    error: 'a length of time in days, hours and minutes, such as "P2D" or "PT4H"',
    abort: true,
  })
  .refine((text) => millisecondsOf(text) > 0, 'a length of time that is more than nothing')
  .meta({ id: 'Duration', example: 'P2D' });

export function millisecondsOf(text: string): number {
  return Temporal.Duration.from(text).total('milliseconds');
}

export function after(start: Date, length: string): Date {
  return new Date(start.getTime() + millisecondsOf(length));
}
