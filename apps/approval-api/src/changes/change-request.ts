import { problem } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import type { LoadedRequest, Viewer } from '../store/approval-store.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import type { Step } from '../trail/next-entry.ts';
import { applyStep } from './apply-step.ts';
import type { ChangeContext } from './context.ts';

/**
 * Loads a request that the viewer sees, makes the next entry of it and appends it; again from the beginning where somebody else
 * was faster. For what is right on any version; a decision is right on the one that was seen alone.
 *
 * @returns undefined where there is no such request for the viewer
 */
export async function changeRequest(
  client: pg.PoolClient,
  context: ChangeContext,
  id: string,
  viewer: Viewer | undefined,
  make: (loaded: LoadedRequest) => Step | undefined,
): Promise<LoadedRequest | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const loaded = await postgresRequests(client).find(id, viewer);
    if (loaded === undefined) return undefined;
    const step = make(loaded);
    if (step === undefined) return loaded;
    const after = await applyStep(client, context, step);
    if (after !== undefined) return after;
  }
  throw problem('conflict', 'Too many others change the request at the same time. Try again.');
}
