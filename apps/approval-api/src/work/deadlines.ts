import { transaction } from '@h-j-petroleum/toolkit-service';
import { changeRequest } from '../changes/change-request.ts';
import type { Context } from '../changes/context.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { dueEntry } from '../trail/due-entry.ts';

/**
 * Records what time has done: escalations and ends. Each request in a transaction of its own; two at once do each thing once,
 * because an entry is appended to the version that was seen.
 *
 * @returns how many requests were looked at
 */
export async function recordDeadlines(
  context: Omit<Context, 'policies'>,
  signal?: AbortSignal,
): Promise<number> {
  const { pool, clock } = context;
  let looked = 0;
  for (;;) {
    const now = clock();
    const ids = await postgresRequests(pool).due(now, 100);
    if (ids.length === 0 || signal?.aborted === true) return looked;
    for (const id of ids) {
      let isDue = true;
      // Two steps may escalate at the same time, and the request may end at once after: an entry each.
      while (isDue)
        isDue = await transaction(pool, async (client) => {
          let found = false;
          await changeRequest(client, context, id, undefined, (loaded) => {
            const step = dueEntry(loaded, now);
            found = step !== undefined;
            return step;
          });
          return found;
        });
      looked++;
    }
  }
}
