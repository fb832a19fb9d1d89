import * as z from 'zod/mini';

const texts = z.array(z.string());

/** `12 kB`, `1.5 MB`, `64 KiB`, or a number of bytes. */
export const sizeSchema = z.union([
  z.int().check(z.nonnegative()),
  z.string().check(z.regex(/^\d+(?:\.\d+)? ?(?:B|kB|MB|KiB|MiB)$/)),
]);
export type Size = z.output<typeof sizeSchema>;

export const measures = ['raw', 'initial', 'gzip', 'brotli'] as const;
export type MeasureName = (typeof measures)[number];

const limitsSchema = z.strictObject({
  raw: z.optional(sizeSchema),
  initial: z.optional(sizeSchema),
  gzip: z.optional(sizeSchema),
  brotli: z.optional(sizeSchema),
});

/** What is measured besides exports and commands. */
const entrySchema = z.union([
  /** A file that is bundled, relative to the project. */
  z.strictObject({ file: z.string() }),
  /** What ships when only these names of an export are imported. */
  z.strictObject({ from: z.string(), import: texts.check(z.minLength(1)) }),
  /** What was built already and is sent as it is: globs relative to the project. */
  z.strictObject({ files: texts.check(z.minLength(1)) }),
]);
export type NamedEntry = z.output<typeof entrySchema>;

/** How one project is measured; all of it may be left out where another entry of `projects` says it. */
export const settingsSchema = z.strictObject({
  exports: z.optional(texts),
  entries: z.optional(z.record(z.string(), entrySchema)),
  budgets: z.optional(z.record(z.string(), z.union([sizeSchema, limitsSchema]))),
  platform: z.optional(z.enum(['browser', 'node'])),
  conditions: z.optional(texts),
  external: z.optional(texts),
  dependsOn: z.optional(texts),
  judges: z.optional(texts),
});
export type BundleSettings = z.output<typeof settingsSchema>;

export const optionsSchema = z.strictObject({
  projects: z._default(z.record(z.string(), settingsSchema), {}),
  measure: z._default(z.enum(measures), 'gzip'),
  tolerance: z._default(
    z.strictObject({
      percent: z._default(z.number().check(z.nonnegative()), 1),
      bytes: z._default(z.int().check(z.nonnegative()), 200),
    }),
    { percent: 1, bytes: 200 },
  ),
});
export type BundleOptions = z.output<typeof optionsSchema>;

export const optionDocs = {
  projects:
    'Which projects are measured, and how: settings by name, root, glob, or `tag:` and a tag of the project; all entries that match are laid over one another.',
  measure:
    'The size by which growth is judged, and that a budget means which names none: `raw`, `initial`, `gzip` or `brotli`.',
  tolerance:
    'How much an entry may differ from its record before it counts: `percent` of it or `bytes`, whichever is more.',
};
