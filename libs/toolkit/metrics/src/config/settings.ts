import * as z from 'zod';
import type { TemporalityPreference } from '../exporter/timescale-metric-exporter.ts';

/** What metrics do; each has an environment variable, named in README.md. */
export interface MetricsSettings {
  /** Where points are stored; undefined for nowhere. */
  readonly databaseUrl: string | undefined;
  /** Milliseconds between two exports. */
  readonly intervalMs: number;
  readonly temporality: TemporalityPreference;
  readonly histograms: 'exponential' | 'explicit';
  /** Whether event loop, heap and garbage collection are measured. */
  readonly runtime: boolean;
  /** Whether counters and histograms keep measurements that lead to a trace. */
  readonly exemplars: boolean;
  readonly disabled: boolean;
}

/** Longer waits than setTimeout can do end at once. */
const longestInterval = 86_400_000;
const wholeNumber = `a whole number of milliseconds from 1 to ${longestInterval}`;

const environment = z.object({
  DATABASE_URL: z.string().optional(),
  OTEL_METRIC_EXPORT_INTERVAL: z
    .string()
    .regex(/^[1-9]\d*$/, wholeNumber)
    .transform(Number)
    .pipe(z.number().max(longestInterval, wholeNumber))
    .optional(),
  METRICS_TEMPORALITY: z.enum(['delta', 'cumulative', 'lowmemory']).optional(),
  METRICS_HISTOGRAMS: z.enum(['exponential', 'explicit']).optional(),
  METRICS_RUNTIME: z.enum(['on', 'off']).optional(),
  OTEL_METRICS_EXEMPLAR_FILTER: z.enum(['trace_based', 'always_on', 'always_off']).optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
});

/** Variables that this package reads itself; README.md says what each does. */
export const variables: readonly string[] = Object.keys(environment.shape);

/** A variable of the environment that has a value it can't have. */
export class MetricsConfigurationError extends Error {
  override readonly name = 'MetricsConfigurationError';
  readonly code = 'METRICS_BAD_VARIABLE';
}

/**
 * Reads the environment; a variable that is empty counts as not set.
 *
 * @throws MetricsConfigurationError that names each variable, its value and what it may be
 */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): MetricsSettings {
  const given = Object.fromEntries(
    Object.keys(environment.shape).flatMap((key) => {
      const value = env[key];
      return value === undefined || value === '' ? [] : [[key, value]];
    }),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const variable = String(issue.path[0]);
      const allowed =
        issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message;
      return `${variable}=${given[variable]}: ${allowed}`;
    });
    throw new MetricsConfigurationError(
      `Metrics can't be set up by the environment. ${problems.join('; ')}`,
    );
  }
  const { data } = parsed;
  return {
    databaseUrl: data.DATABASE_URL,
    intervalMs: data.OTEL_METRIC_EXPORT_INTERVAL ?? 10_000,
    temporality: data.METRICS_TEMPORALITY ?? 'delta',
    histograms: data.METRICS_HISTOGRAMS ?? 'exponential',
    runtime: data.METRICS_RUNTIME !== 'off',
    exemplars: data.OTEL_METRICS_EXEMPLAR_FILTER !== 'always_off',
    disabled: data.OTEL_SDK_DISABLED?.toLowerCase() === 'true',
  };
}
