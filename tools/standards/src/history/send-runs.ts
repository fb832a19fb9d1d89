import type { RunHistory } from '@h-j-petroleum/standards-engine';
import { noteFailure, remove, take, waiting } from './outbox.ts';

export interface Sent {
  readonly sent: number;
  readonly left: number;
  /** Why any are left: one clause. */
  readonly reason: string | undefined;
}

/**
 * Sends the runs of a workspace that wait, oldest first. What the database refuses is left where it is, and keeps no other
 * from being sent; a database that cannot be reached ends it.
 */
export async function sendRuns(root: string, history: RunHistory): Promise<Sent> {
  const refused = new Set<string>();
  let sent = 0;
  let reason: string | undefined;
  // What is recorded meanwhile is sent as well: its own command saw that somebody is at it.
  for (;;) {
    const id = waiting(root).find((one) => !refused.has(one));
    if (id === undefined) break;
    const run = take(root, id);
    if (!run) {
      refused.add(id);
      continue;
    }
    try {
      await history.record(run);
    } catch (error) {
      reason = reasonOf(error);
      if (!isRefusal(error)) break;
      refused.add(id);
      continue;
    }
    remove(root, id);
    sent++;
  }
  const left = waiting(root).length;
  noteFailure(root, left === 0 ? undefined : reason);
  return { sent, left, reason: left === 0 ? undefined : reason };
}

/** What the server says of a value, which it would say again. */
function isRefusal(error: unknown): boolean {
  return /^(?:22|23)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function reasonOf(error: unknown): string {
  // 3F000: no such schema, 42P01: no such table.
  if (/^(?:3F000|42P01)$/.test(codeOf(error))) {
    return 'it has no schema standards; run `standards history migrate`';
  }
  if (error instanceof Error && error.name === 'TimeoutError') return 'it gives no answer';
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\s+/g, ' ').slice(0, 300);
}
