import { setTimeout as sleep } from 'node:timers/promises';
import { VectorError } from '@vector-toolkit/core';

/** The server's code of an error, such as `42P01`, or of the one that caused it; undefined where no server refused anything. */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof VectorError) return sqlState(error.cause);
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : undefined;
}

/** Whether an error leaves its connection useless. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof VectorError && error.code === 'VECTOR_STORE_UNREACHABLE';
}

const hints: Readonly<Record<string, string>> = {
  '25P02':
    ' Something failed before in the transaction that the connection is in: roll it back, or to a savepoint.',
  '25006': ' The connection may only read.',
  '40P01': ' Other writers stood in the way each time that it was tried; try again later.',
  '42501': ' Give the role of the connection the right to it.',
  '53100': ' Make room on the disk of the database.',
};

/** What the driver threw, in the words of this toolkit. */
export function storeError(thrown: unknown): VectorError {
  if (thrown instanceof VectorError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const state = sqlState(thrown);
  if (state === undefined || /^(?:08|57P)/.test(state))
    return new VectorError(
      'VECTOR_STORE_UNREACHABLE',
      `The connection to the database was lost: ${message}`,
      { cause: thrown },
    );
  return new VectorError(
    'VECTOR_STORE_FAILED',
    `The database refused a statement of the store (${state}): ${message}.${hints[state] ?? ''}`,
    { cause: thrown },
  );
}

const tries = 5;

/**
 * Where the server undid or never did what it was asked, and the same can succeed: two writers waited for each other, or the
 * connection's statement was lost. The embedded database loses one when another client is killed: all connections share theirs.
 */
const undone: readonly string[] = ['40P01', '40001', '26000'];

/** Does the work again where the server undid it. */
export async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!undone.includes(sqlState(error) ?? '') || attempt === tries) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}
