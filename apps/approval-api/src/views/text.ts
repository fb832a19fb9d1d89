import { z } from 'zod';

// Controls, and marks that turn the direction of what is read: a title must not read otherwise than it is written.
const control = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** One line that people read: in lists, in mails, on certificates. */
export function oneLine(most: number) {
  return z
    .string()
    .max(most)
    .regex(/\S/, 'holds nothing to read')
    .refine((text) => !control.test(text), 'holds a control character');
}

/** Text of some lines. */
export function someLines(most: number) {
  return z
    .string()
    .max(most)
    .regex(/\S/, 'holds nothing to read')
    .refine((text) => !control.test(text.replace(/[\r\n\t]/g, '')), 'holds a control character');
}

/** A name that a token gives, if people can read it. */
export function readableName(name: string | undefined): string | undefined {
  return oneLine(120).safeParse(name).data;
}
