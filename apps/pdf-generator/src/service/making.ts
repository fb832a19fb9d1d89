import type { Queryable } from '@h-j-petroleum/toolkit-service';
import type { Press } from '../press/press.ts';
import { failureOf, isTransient } from '../routes/problems.ts';
import { begin, fail, finish, release } from '../store/documents.ts';

/** Attempts of a document in the queue, before its failure is the service's. */
export const attempts = 5;

/**
 * Makes a document of the queue. May be called again for the same one: what is made or failed stays so.
 *
 * @throws whatever is not the data's fault, so that the queue tries again
 */
export async function makeQueued(
  database: Queryable,
  press: Pick<Press, 'document'>,
  { id, attempt }: { readonly id: string; readonly attempt: number },
): Promise<void> {
  const order = await begin(database, id);
  if (order === undefined) return;
  try {
    await finish(database, id, await press.document(order));
  } catch (error) {
    const isFaultOfData = failureOf(error).code !== 'internal-error' && !isTransient(error);
    if (isFaultOfData || attempt >= attempts) await fail(database, id, failureOf(error));
    else await release(database, id);
    if (!isFaultOfData) throw error;
  }
}
