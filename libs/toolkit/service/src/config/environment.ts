import * as z from 'zod';
import { ServiceError } from '../errors.ts';

/** What a process is given. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A `z.object` of variables. */
export interface EnvironmentSchema<Config> {
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
  safeParse(given: unknown): z.ZodSafeParseResult<Config>;
}

/**
 * Reads configuration once, when the process starts. A variable that is empty counts as not set. Secrets are never repeated:
 * a variable whose name ends with KEY, SECRET, TOKEN, PASSWORD or URL (which may hold a password) is named without its value.
 *
 * ```ts
 * const config = parseEnvironment(
 *   z.object({ ...serviceVariables, APPROVAL_API_URL: z.url().meta({ examples: ['http://127.0.0.1:4301'] }) }),
 *   process.env,
 * );
 * ```
 *
 * @throws ServiceError `SERVICE_BAD_ENVIRONMENT`, one for all variables that are wrong: name, value, what it must be, and an
 *   example where the schema has one (`.meta({ examples: [...] })`)
 */
export function parseEnvironment<Config>(
  schema: EnvironmentSchema<Config>,
  environment: Environment = process.env,
): Config {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '');
    return `  ${name}: ${reason(name, given[name], issue.message)}${exampleOf(schema.shape[name])}`;
  });
  throw new ServiceError(
    'SERVICE_BAD_ENVIRONMENT',
    `The service can't start, for its environment is not what it needs:\n${[...new Set(lines)].join('\n')}\nSet these variables and start it again.`,
  );
}

const secret = /(?:KEY|SECRET|TOKEN|PASSWORD|URL)$/;

function reason(name: string, value: unknown, message: string): string {
  if (value === undefined) return 'is not set';
  return secret.test(name) ? message : `is ${JSON.stringify(value)}: ${message}`;
}

function exampleOf(variable: unknown): string {
  if (!(variable instanceof z.ZodType)) return '';
  const { description, examples } = variable.meta() ?? {};
  const [example] = Array.isArray(examples) ? examples : [];
  const told = description === undefined ? '' : ` (${description})`;
  return `${told}${example === undefined ? '' : `; for example ${name(example)}`}`;
}

function name(example: unknown): string {
  return typeof example === 'string' ? example : JSON.stringify(example);
}
