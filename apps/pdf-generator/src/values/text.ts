import { z } from 'zod';

/**
 * Text that a person wrote, and that a page shows as it is.
 *
 * Refused are characters that show nothing and change what others show: control characters, and the
 * bidirectional overrides and isolates with which `gepj.exe` reads `exe.jpeg` (Unicode TR 36, 39).
 * The joiners U+200C and U+200D stay: Persian and the Indic scripts need them.
 */
const deceptive =
  /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB\p{Noncharacter_Code_Point}]/u;

const asHex = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const readable = (value: string, refinement: z.core.$RefinementCtx<string>, allowed: RegExp) => {
  if (!value.isWellFormed()) {
    refinement.addIssue({ code: 'custom', message: 'holds half of a surrogate pair' });
    return;
  }
  const found = deceptive.exec(value.replace(allowed, ''));
  if (found !== null)
    refinement.addIssue({
      code: 'custom',
      message: `holds ${asHex(found[0])}, a character that shows nothing and changes how others read`,
    });
};

/** One line of text, 1 to `max` UTF-16 units, with something to see in it. */
export const line = (max = 200) =>
  z
    .string()
    .max(max)
    .regex(/\S/, 'holds nothing to read')
    .superRefine((value, refinement) => {
      readable(value, refinement, /(?!)/);
    });

/** Text of several lines. Line ends of any system become line feeds, tabulators spaces. */
export const lines = (max = 2000) =>
  z
    .string()
    .max(max)
    .regex(/\S/, 'holds nothing to read')
    .overwrite((value) => value.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' '))
    .superRefine((value, refinement) => {
      readable(value, refinement, /\n/g);
    });

/** An address on the web that is printed, and never fetched. */
export const webAddress = (max = 400) =>
  z
    .url({ protocol: /^https?$/ })
    .max(max)
    .and(line(max));
