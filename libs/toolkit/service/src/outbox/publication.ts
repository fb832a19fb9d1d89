import { ServiceError } from '../errors.ts';

/**
 * A job to be published by a statement of the caller's own: `with … published as (<sql>) …`, in one journey with what it tells of.
 */
export interface Publication {
  /**
   * The INSERT. Its one parameter is the given expression of type text: `value` publishes, and `'[]'` publishes nothing, for a
   * statement that finds out by itself whether there is anything to tell.
   */
  sql(parameter: string): string;
  readonly value: string;
}

/** Where statements of pg-boss are run. */
export interface Executor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/**
 * The statement by which pg-boss would send a job, without sending it.
 *
 * @throws ServiceError `SERVICE_OUTBOX` where that is not one INSERT with one parameter, as another version of pg-boss might have it
 */
export async function statementOf(
  send: (executor: Executor) => Promise<unknown>,
): Promise<Publication> {
  const seen: { readonly text: string; readonly values: readonly unknown[] }[] = [];
  await send({
    executeSql: (text, values = []) => {
      seen.push({ text, values });
      return Promise.resolve({ rows: [{ id: null }] });
    },
  });
  const [{ text = '', values: [value] = [] } = {}] = seen;
  const [before, after, ...more] = text.split(/\$1(?!\d)/);
  const isOne = seen.length === 1 && seen[0]?.values.length === 1 && more.length === 0;
  if (!isOne || before === undefined || after === undefined || typeof value !== 'string') {
    throw new ServiceError(
      'SERVICE_OUTBOX',
      'pg-boss sends a job otherwise than by one INSERT with one parameter, so it can’t be part of another statement. Use publish(...).',
    );
  }
  return { value, sql: (parameter) => `${before}(${parameter})${after}` };
}
