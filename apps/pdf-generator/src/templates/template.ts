import { z } from 'zod';
import { formats, type Formats, type Locale } from '../values/locale.ts';

/** What a document says about itself; shown by viewers, read by archives and screen readers. */
export interface Head {
  readonly title: string;
  readonly author: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** The document's own time, from its data: a clock would make two runs differ. */
  readonly date: {
    year: number;
    month: number;
    day: number;
    hour: number;
    minute: number;
    second: number;
  };
}

/** Everything that the page shows, as text already: `template.typ` decides where, and nothing else. */
export interface View {
  readonly head: Head;
  /** Set by `Filled.view`. */
  readonly lang?: string;
  readonly region?: string;
  readonly [field: string]: unknown;
}

/** A template that was given data which its schema accepts. */
export interface Filled {
  /** Rows of the document's table: what decides whether it is made at once or in the queue. */
  readonly rows: number;
  view(locale: Locale): View;
}

export type Reading =
  | { readonly ok: true; readonly filled: Filled }
  | {
      readonly ok: false;
      readonly issues: readonly { readonly path: string; readonly message: string }[];
    };

export interface Template {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Data that the schema accepts, to begin with. */
  readonly sample: unknown;
  /** What data must be, for a route that takes it. */
  readonly accepts: z.ZodType;
  /** JSON Schema 2020-12 of the data. */
  readonly schema: Record<string, unknown>;
  /** Checks unknown data. Issues carry a JSON pointer (RFC 6901) into it. */
  read(data: unknown): Reading;
}

export const pointer = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Ties a template's parts together, so that the registry need not know the type of its data. */
export function defineTemplate<Schema extends z.ZodType>(parts: {
  name: string;
  title: string;
  description: string;
  schema: Schema;
  sample: z.input<Schema>;
  rows: (data: z.output<Schema>) => number;
  view: (data: z.output<Schema>, formats: Formats) => View;
}): Template {
  const { name, title, description, schema, sample, rows, view } = parts;
  return {
    name,
    title,
    description,
    sample,
    accepts: schema,
    schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    read(data) {
      const parsed = schema.safeParse(data);
      if (!parsed.success)
        return {
          ok: false,
          issues: parsed.error.issues.map(({ path, message }) => ({
            path: pointer(path),
            message,
          })),
        };
      const value = parsed.data;
      return {
        ok: true,
        filled: {
          rows: rows(value),
          view: (locale) => {
            const { lang, region } = formats(locale);
            return { ...view(value, formats(locale)), lang, region };
          },
        },
      };
    },
  };
}

/** The parts of a day or an instant that a PDF's date is made of, in UTC. */
export function headDate(at: string): Head['date'] {
  const date = new Date(at.includes('T') ? at : `${at}T00:00:00Z`);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}
