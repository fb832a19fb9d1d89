import * as z from 'zod';
import type { EnvironmentSchema } from '../config/environment.ts';

/** The examples of a schema's variables, where they have one: enough to build a service that nobody calls. */
export function exampleEnvironment(
  schema: Pick<EnvironmentSchema<unknown>, 'shape'>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(schema.shape).flatMap(([name, variable]) => {
      const { examples } = variable instanceof z.ZodType ? (variable.meta() ?? {}) : {};
      const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
      return typeof example === 'string' ? [[name, example]] : [];
    }),
  );
}
