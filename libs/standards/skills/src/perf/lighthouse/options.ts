import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const texts = z.array(text);
const score = z.number().check(z.minimum(0), z.maximum(100));
const amount = z.number().check(z.nonnegative());

/** Lighthouse's categories, as it names them. */
export const categoryIds = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type CategoryId = (typeof categoryIds)[number];

/** Metrics, by what they are commonly called, and their unit. */
export const metricUnits = {
  ...{ fcp: 'ms', lcp: 'ms', si: 'ms', tbt: 'ms', cls: '', bytes: 'bytes' },
} as const;
export type MetricId = keyof typeof metricUnits;
export const metricIds: readonly MetricId[] = ['fcp', 'lcp', 'si', 'tbt', 'cls', 'bytes'];

/** How one site is served and judged; all of it may be left out where another entry of `sites` says it. */
export const siteSchema = z.strictObject({
  folder: z.optional(text),
  fallback: z.optional(text),
  command: z.optional(texts.check(z.minLength(1))),
  environment: z.optional(z.record(z.string(), z.string())),
  startSeconds: z.optional(z.number().check(z.positive(), z.maximum(600))),
  url: z.optional(
    z
      .string()
      .check(z.regex(/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::(?:\d+|\{port\}))?$/)),
  ),
  paths: z.optional(z.array(z.string().check(z.startsWith('/'))).check(z.minLength(1))),
  runs: z.optional(z.int().check(z.minimum(1), z.maximum(15))),
  device: z.optional(z.enum(['mobile', 'desktop'])),
  network: z.optional(z.boolean()),
  scores: z.optional(
    z.strictObject({
      ...{ performance: z.optional(score), accessibility: z.optional(score) },
      ...{ 'best-practices': z.optional(score), seo: z.optional(score) },
    }),
  ),
  metrics: z.optional(
    z.strictObject({
      ...{ fcp: z.optional(amount), lcp: z.optional(amount), si: z.optional(amount) },
      ...{ tbt: z.optional(amount), cls: z.optional(amount), bytes: z.optional(amount) },
    }),
  ),
  baseline: z.optional(text),
  dependsOn: z.optional(texts),
  judges: z.optional(texts),
});

export const optionsSchema = z.strictObject({
  sites: z._default(z.record(z.string(), siteSchema), {}),
  browser: z.optional(text),
  flags: z._default(texts, []),
  tolerance: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.05),
});

export type LighthouseOptions = z.output<typeof optionsSchema>;
export type SiteSettings = z.output<typeof siteSchema>;

export const optionDocs = {
  sites:
    'Which projects are sites, and how each is served and judged: settings by name, root, glob, or `tag:` and a tag of the project; all entries that match are laid over one another.',
  browser:
    'The path of a Chromium or Chrome; else `CHROME_PATH` names it, or it is looked for where systems install it.',
  flags: 'Flags that the browser is started with besides.',
  tolerance:
    'The share by which something may be worse than its baseline, beyond the noise of both.',
} as const;
