import * as z from 'zod';
import { levelNames } from '../record/levels.ts';
import { parsePath } from '../redaction/paths.ts';

/** What the logger does; each has an environment variable, named in README.md. */
export interface LoggerSettings {
  /** Least severe level that is recorded: one of the logger's levels, or `silent` for none. */
  readonly level: string;
  /** Whether records go to the console: `auto` says so where there is no database. */
  readonly console: 'auto' | 'on' | 'off';
  /** Form of the console's lines: `auto` is pretty on a terminal, JSON elsewhere. */
  readonly format: 'auto' | 'pretty' | 'json';
  /** Paths whose values are replaced, besides the names that always are: `req.body.*`, `users[*].birthday`. */
  readonly redact: readonly string[];
  /** Whether e-mail addresses, phone numbers and card numbers count as secrets. */
  readonly redactPersonal: boolean;
  /** Whether stacks of compiled code are told in terms of its sources. */
  readonly sourceMaps: boolean;
  /** Whether `uncaughtException` and `unhandledRejection` are recorded before the process ends. */
  readonly crashes: boolean;
  /** Milliseconds that the end of the process waits for records to be stored. */
  readonly exitTimeoutMs: number;
  /** Where records are stored; undefined for nowhere. */
  readonly databaseUrl: string | undefined;
}

const onOff = z.enum(['on', 'off']);

/** Waits that setTimeout can't do end at once. */
const longestWait = 3_600_000;

const wholeNumber = `a whole number of milliseconds from 1 to ${longestWait}`;

const environment = z.object({
  LOG_LEVEL: z.string().optional(),
  LOG_CONSOLE: z.enum(['auto', 'on', 'off']).optional(),
  LOG_FORMAT: z.enum(['auto', 'pretty', 'json']).optional(),
  LOG_REDACT: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((path) => path.trim())
        .filter(Boolean),
    )
    .superRefine((paths, { addIssue }) => {
      for (const path of paths) {
        try {
          parsePath(path);
        } catch (error) {
          addIssue({ code: 'custom', message: error instanceof Error ? error.message : path });
        }
      }
    })
    .optional(),
  LOG_REDACT_PERSONAL: onOff.optional(),
  LOG_SOURCE_MAPS: onOff.optional(),
  LOG_CRASHES: onOff.optional(),
  LOG_EXIT_TIMEOUT: z
    .string()
    .regex(/^[1-9]\d*$/, wholeNumber)
    .transform(Number)
    .pipe(z.number().max(longestWait, wholeNumber))
    .optional(),
  DATABASE_URL: z.string().optional(),
});

/** Variables of the environment that set the logger up; README.md says what each does. */
export const variables: readonly string[] = Object.keys(environment.shape);

/** A variable of the environment that has a value it can't have. */
export class LoggerConfigurationError extends Error {
  override readonly name = 'LoggerConfigurationError';
  readonly code = 'LOGGER_BAD_VARIABLE';
}

/**
 * Reads the environment; a variable that is empty counts as not set.
 *
 * @param levels of the logger
 *
 * @throws LoggerConfigurationError that names each variable, its value and what it may be
 */
export function settingsFrom(
  env: Readonly<Record<string, string | undefined>>,
  levels: readonly string[] = levelNames,
): LoggerSettings {
  const given = Object.fromEntries(
    Object.keys(environment.shape).flatMap((key) => {
      const value = env[key];
      return value === undefined || value.trim() === '' ? [] : [[key, inCase(key, value, levels)]];
    }),
  );
  const parsed = environment
    .extend({ LOG_LEVEL: z.enum([...levels, 'silent']).optional() })
    .safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const variable = String(issue.path[0]);
      const allowed =
        issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message;
      return `${variable}=${given[variable]}: ${allowed}`;
    });
    throw new LoggerConfigurationError(
      `The logger can't be set up by the environment. ${problems.join('; ')}`,
    );
  }
  const {
    LOG_LEVEL = levels.includes('info') ? 'info' : levels.at(-1),
    LOG_CONSOLE = 'auto',
    LOG_FORMAT = 'auto',
    LOG_REDACT = [],
    LOG_REDACT_PERSONAL = 'on',
    LOG_SOURCE_MAPS = 'on',
    LOG_CRASHES = 'on',
    LOG_EXIT_TIMEOUT = 5000,
    DATABASE_URL,
  } = parsed.data;
  return {
    level: LOG_LEVEL ?? 'silent',
    console: LOG_CONSOLE,
    format: LOG_FORMAT,
    redact: LOG_REDACT,
    redactPersonal: LOG_REDACT_PERSONAL === 'on',
    sourceMaps: LOG_SOURCE_MAPS === 'on',
    crashes: LOG_CRASHES === 'on',
    exitTimeoutMs: LOG_EXIT_TIMEOUT,
    databaseUrl: DATABASE_URL,
  };
}

/** `LOG_LEVEL=INFO` means info. */
function inCase(key: string, value: string, levels: readonly string[]): string {
  if (key === 'LOG_REDACT' || key === 'DATABASE_URL') return value;
  const word = value.trim().toLowerCase();
  if (key !== 'LOG_LEVEL') return word;
  return levels.find((level) => level.toLowerCase() === word) ?? word;
}
