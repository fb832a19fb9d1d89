import { z } from 'zod';

/** An exact decimal of at most four places, such as `1.25`. Rates are text everywhere: a binary fraction is not one of them. */
export const rateSchema = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,2})(?:\.\d{1,4})?$/, 'a decimal such as "1.25", of at most four places');

const codeSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,31}$/, 'capitals, digits and _, such as "OT1"')
  .refine((code) => code !== 'REGULAR', '"REGULAR" is the code of what no rule raises');

const bandsSchema = z
  .array(
    z.strictObject({
      code: codeSchema,
      /** Minutes after which the band begins; it ends where the next one does. */
      afterMinutes: z.int().min(0).max(10_080),
      rate: rateSchema,
    }),
  )
  .max(20)
  .refine(
    (bands) =>
      bands.every(
        ({ afterMinutes }, i) => i === 0 || afterMinutes > (bands[i - 1]?.afterMinutes ?? 0),
      ),
    'bands in ascending order of afterMinutes, each other than the one before',
  );

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "22:00"');

/** Steps in which time is recorded and units to which it is rounded, in minutes: parts of an hour. */
export const unitSchema = z.literal([1, 5, 6, 10, 15, 30, 60]);

export const roundingSchema = z.strictObject({
  unitMinutes: unitSchema,
  /** `nearest` takes the half up. */
  direction: z.enum(['nearest', 'up', 'down']),
  /** Each entry by itself, or the sum of a day, of which each entry then gets its share. */
  per: z.enum(['entry', 'day']),
});

export const overtimeSchema = z.strictObject({
  /** Of the rules that hold for a minute: the highest rate alone, or 1 and every rule's surcharge. */
  combine: z.enum(['highest', 'sum']),
  /** Bands by the minutes of a day. */
  daily: bandsSchema,
  /** Whether a shift over midnight counts to the day it began on, or to each day its part. */
  shiftCountsTo: z.enum(['start', 'each']),
  /** Bands by the minutes of the week. */
  weekly: bandsSchema,
  /** Whether a minute of daily overtime counts towards the weekly bands as well. */
  weeklyCounts: z.enum(['all', 'regular']),
  /** Weekdays and public holidays, by the calendar of the moment. */
  days: z
    .array(
      z.strictObject({
        code: codeSchema,
        on: z.enum([
          'monday',
          'tuesday',
          'wednesday',
          'thursday',
          'friday',
          'saturday',
          'sunday',
          'holiday',
        ]),
        rate: rateSchema,
      }),
    )
    .max(20),
  /** Hours of the day; one that ends before it begins goes over midnight. Durations are at no hour and never fall into them. */
  hours: z
    .array(
      z
        .strictObject({ code: codeSchema, from: timeOfDay, to: timeOfDay, rate: rateSchema })
        .refine(({ from, to }) => from !== to, 'hours that end when they begin'),
    )
    .max(20),
});

/** How an employee's time is recorded, rounded and paid. */
export const ruleSetSchema = z
  .strictObject({
    stepMinutes: unitSchema,
    rounding: roundingSchema,
    overtime: overtimeSchema,
  })
  .refine(({ overtime: { daily, weekly, days, hours } }) => {
    const codes = [...daily, ...weekly, ...days, ...hours].map(({ code }) => code);
    return new Set(codes).size === codes.length;
  }, 'every rule has a code of its own');

export type RuleSet = z.infer<typeof ruleSetSchema>;
export type Rounding = z.infer<typeof roundingSchema>;
export type Overtime = z.infer<typeof overtimeSchema>;
