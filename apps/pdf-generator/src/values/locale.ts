import { z } from 'zod';
import type { Amount } from './amount.ts';

/** Languages that the templates speak. */
export const locale = z.enum(['de', 'en']);
export type Locale = z.infer<typeof locale>;

/** German of Germany; English with day before month, as it is written to customers in Europe. */
const regions = { de: 'DE', en: 'GB' } as const satisfies Record<Locale, string>;

const isNumeral = (value: string): value is `${number}` => /^-?\d+(\.\d+)?$/.test(value);

/** Digits as text, so that Intl never sees a float. */
const numeral = (value: Amount, places?: number): `${number}` => {
  const text = places === undefined ? value.toFixed() : value.toFixed(places);
  if (!isNumeral(text)) throw new RangeError(`${text} is no finite decimal.`);
  return text;
};

/** How one language writes dates, numbers and times. */
export interface Formats {
  readonly lang: Locale;
  readonly region: string;
  /** `2026-03-29` as a date. */
  date(day: string): string;
  /** `2026-03-29` with its weekday, short. */
  weekday(day: string): string;
  /** An instant with its offset, shown in `timeZone` with the zone's name. */
  instant(at: string, timeZone: string): string;
  /** A number with as many places as it has, at least `least`. */
  number(value: Amount, least?: number): string;
  percent(value: Amount): string;
  money(value: Amount, code: string): string;
  /** Minutes as hours: 450 is `7:30`. */
  hours(minutes: number): string;
}

const day = (value: string) => new Date(`${value}T00:00:00Z`);

const build = (lang: Locale): Formats => {
  const region = regions[lang];
  const tag = `${lang}-${region}`;
  const date = new Intl.DateTimeFormat(tag, {
    timeZone: 'UTC',
    year: 'numeric',
    month: lang === 'de' ? '2-digit' : 'short',
    day: '2-digit',
  });
  const weekday = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', weekday: 'short' });
  const moneys = new Map<string, Intl.NumberFormat>();
  const instants = new Map<string, Intl.DateTimeFormat>();
  const numbers = new Map<number, Intl.NumberFormat>();
  const kept = <Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value => {
    const known = map.get(key) ?? make();
    map.set(key, known);
    return known;
  };
  const number = (value: Amount, least = 0) =>
    kept(
      numbers,
      least,
      () => new Intl.NumberFormat(tag, { minimumFractionDigits: least, maximumFractionDigits: 12 }),
    ).format(numeral(value));
  return {
    lang,
    region,
    date: (value) => date.format(day(value)),
    weekday: (value) => weekday.format(day(value)),
    instant: (at, timeZone) =>
      kept(
        instants,
        timeZone,
        () =>
          new Intl.DateTimeFormat(tag, {
            timeZone,
            year: 'numeric',
            month: lang === 'de' ? '2-digit' : 'short',
            day: '2-digit',
            hour: '2-digit',
            minute: '2-digit',
            hourCycle: 'h23',
            timeZoneName: 'short',
          }),
      ).format(new Date(at)),
    number,
    percent: (value) => `${number(value)}${lang === 'de' ? '\u00a0' : ''}%`,
    money: (value, code) =>
      kept(
        moneys,
        code,
        () => new Intl.NumberFormat(tag, { style: 'currency', currency: code }),
      ).format(numeral(value)),
    hours: (minutes) => {
      const size = Math.abs(minutes);
      return `${minutes < 0 ? '\u2212' : ''}${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`;
    },
  };
};

const all = { de: build('de'), en: build('en') } as const satisfies Record<Locale, Formats>;
export const formats = (lang: Locale): Formats => all[lang];

/** IANA name of a time zone that this Node knows. */
export const timeZone = z.string().refine(
  (name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  },
  { message: 'is the IANA name of a time zone, such as "Europe/Berlin"' },
);
