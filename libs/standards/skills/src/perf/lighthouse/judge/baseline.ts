import { parseJson } from '@h-j-petroleum/standards-engine';
import * as z from 'zod/mini';
import type { Facts, PageFacts } from '../measure/facts.ts';
import { spreadOf, valuesOf } from './median.ts';

const spread = z.strictObject({ median: z.number(), low: z.number(), high: z.number() });

const pageSchema = z.strictObject({
  /** `13.5.0`: another version scores otherwise. */
  lighthouse: z.string(),
  device: z.enum(['mobile', 'desktop']),
  runs: z.number(),
  /** How quick the machine was, by Lighthouse's own benchmark. */
  benchmark: z.number(),
  scores: z.record(z.string(), spread),
  metrics: z.record(z.string(), spread),
});
export type PageBaseline = z.output<typeof pageSchema>;

const baselineSchema = z.strictObject({
  version: z.literal(1),
  pages: z.record(z.string(), pageSchema),
});
export type Baseline = z.output<typeof baselineSchema>;

/** Reads the file of a baseline. */
export function readBaseline(
  text: string,
):
  | { readonly ok: true; readonly baseline: Baseline }
  | { readonly ok: false; readonly reason: string } {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  const baseline = baselineSchema.safeParse(parsed.value);
  if (baseline.success) return { ok: true, baseline: baseline.data };
  const [issue] = baseline.error.issues;
  return { ok: false, reason: `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? ''}` };
}

/** What a page's baseline would be by what was measured now. */
export function baselineOf(
  { lighthouse, device, benchmark }: Facts,
  page: PageFacts,
): PageBaseline {
  const spreads = (runs: readonly Readonly<Record<string, number>>[]) =>
    Object.fromEntries(
      [...new Set(runs.flatMap((run) => Object.keys(run)))]
        .sort()
        .map((key) => [key, spreadOf(valuesOf(runs, key))]),
    );
  return {
    ...{ lighthouse, device, runs: page.runs.length, benchmark },
    scores: spreads(page.runs.map(({ scores }) => scores)),
    metrics: spreads(page.runs.map(({ metrics }) => metrics)),
  };
}

/** A file with the baseline of one page written into it; pages in their order. */
export function withPage(text: string | undefined, path: string, page: PageBaseline): string {
  const read = text === undefined ? undefined : readBaseline(text);
  const pages = { ...(read?.ok === true ? read.baseline.pages : {}), [path]: page };
  const sorted = Object.fromEntries(
    Object.entries(pages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  return `${JSON.stringify({ version: 1, pages: sorted }, null, 2)}\n`;
}
