import type { RecordedRun, RunQuery } from '@h-j-petroleum/standards-engine';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import type { DamagedLine } from '../history/file-history.ts';
import { openHistory } from '../history/open-history.ts';
import { workspaceName } from '../history/workspace-name.ts';
import type { Session } from '../session.ts';

export interface ReadHistory {
  /** What the workspace is called in the history. */
  readonly workspace: string;
  readonly runs: readonly RecordedRun[];
  /** Lines that could not be read. */
  readonly damaged: readonly DamagedLine[];
}

/**
 * All runs of a workspace that match, oldest first: of all machines where a database is named, else of this one.
 *
 * @throws StandardsError DATABASE_FAILED
 */
export async function readHistory(
  session: Pick<Session, 'root' | 'files'>,
  query: Omit<RunQuery, 'workspace'>,
): Promise<ReadHistory> {
  const workspace = workspaceName(session);
  const damaged: DamagedLine[] = [];
  const { history, place, close } = await openHistory(session.root, {
    onDamage: (line) => void damaged.push(line),
  });
  const runs: RecordedRun[] = [];
  try {
    for await (const run of history.runs({ ...query, workspace })) runs.push(run);
  } catch (error) {
    throw new StandardsError(
      'DATABASE_FAILED',
      `The runs in ${place} cannot be read: ${error instanceof Error ? error.message : String(error)}. Without STANDARDS_DATABASE_URL those of this machine are read.`,
      { cause: error },
    );
  } finally {
    await close();
  }
  return { workspace, runs, damaged };
}

/** One sentence on what could not be read; undefined where all could. */
export function damageSentence(damaged: readonly DamagedLine[]): string | undefined {
  const [first] = damaged;
  if (!first) return undefined;
  const place = `${first.file}:${first.line}, ${first.reason}`;
  return damaged.length === 1
    ? `1 line of the history is left out (${place}).`
    : `${damaged.length} lines of the history are left out (first ${place}).`;
}
