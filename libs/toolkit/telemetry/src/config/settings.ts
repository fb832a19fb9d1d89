import * as z from 'zod';
import { otelVariables } from './otel-variables.ts';

export const exporterNames = ['timescale', 'otlp', 'console', 'none'] as const;
export const instrumentationNames = ['http', 'pg', 'fastify'] as const;

export type ExporterName = (typeof exporterNames)[number];
export type InstrumentationName = (typeof instrumentationNames)[number];

/** What telemetry does; each has an environment variable, named in README.md. */
export interface TelemetrySettings {
  /** Where spans go. */
  readonly exporters: readonly Exclude<ExporterName, 'none'>[];
  /** What is traced without a change to the program. */
  readonly instrumentations: readonly InstrumentationName[];
  readonly databaseUrl: string | undefined;
  /** Whether a span that failed is stored although its trace was not sampled. */
  readonly keepErrors: boolean;
  /** Whether `OTEL_SDK_DISABLED` turns all of it off. */
  readonly disabled: boolean;
}

/** A variable of the environment that has a value it can't have. */
export class TelemetryConfigurationError extends Error {
  override readonly name = 'TelemetryConfigurationError';
  readonly code = 'TELEMETRY_BAD_VARIABLE';
}

const listOf = <Names extends readonly [string, ...string[]]>(names: Names) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(names)));

const environment = z.object({
  TELEMETRY_EXPORTERS: listOf(exporterNames).optional(),
  TELEMETRY_INSTRUMENTATIONS: listOf([...instrumentationNames, 'none'] as const).optional(),
  TELEMETRY_KEEP_ERRORS: z.enum(['on', 'off']).optional(),
  DATABASE_URL: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
});

/** Variables that this package reads itself; README.md says what each does. */
export const variables: readonly string[] = Object.keys(environment.shape);

/**
 * Reads the environment; a variable that is empty counts as not set.
 *
 * @throws TelemetryConfigurationError that names each variable, its value and what it may be
 */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): TelemetrySettings {
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
        issue.code === 'invalid_value'
          ? `${issue.path.length > 1 ? 'each ' : ''}one of ${issue.values.join(', ')}`
          : issue.message;
      return `${variable}=${given[variable]}: ${allowed}`;
    });
    throw new TelemetryConfigurationError(
      `Telemetry can't be set up by the environment. ${[...new Set(problems)].join('; ')}`,
    );
  }
  const {
    TELEMETRY_EXPORTERS: exporters,
    TELEMETRY_INSTRUMENTATIONS: wanted,
    ...rest
  } = parsed.data;
  const { tracesExporters: listed = [] } = otelVariables(env);
  const hasOtlp =
    listed.includes('otlp') ||
    rest.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined ||
    rest.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined;
  const byDefault: readonly ExporterName[] = listed.includes('none')
    ? []
    : [
        ...(rest.DATABASE_URL === undefined ? [] : (['timescale'] as const)),
        ...(hasOtlp ? (['otlp'] as const) : []),
        ...(listed.includes('console') ? (['console'] as const) : []),
      ];
  return {
    exporters: (exporters ?? byDefault).filter((name) => name !== 'none'),
    instrumentations: (wanted ?? instrumentationNames).filter((name) => name !== 'none'),
    databaseUrl: rest.DATABASE_URL,
    keepErrors: rest.TELEMETRY_KEEP_ERRORS === 'on',
    disabled: rest.OTEL_SDK_DISABLED?.toLowerCase() === 'true',
  };
}
