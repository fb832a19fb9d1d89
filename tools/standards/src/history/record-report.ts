import type { Config, Files, RecordedRun, Report } from '@h-j-petroleum/standards-engine';
import { recordedRunOf } from '@h-j-petroleum/standards-engine';
import { inCi } from '../in-ci.ts';
import { databaseUrlIn, isSwitchedOff } from './database-url.ts';
import { appendRun, pruneHistory } from './append-run.ts';
import { gitFacts } from './git-facts.ts';
import { runId } from './run-id.ts';
import { workspaceName } from './workspace-name.ts';

export interface RecordRequest {
  /** The workspace that was checked. */
  readonly session: {
    readonly root: string;
    readonly files: Files;
    readonly config: Pick<Config, 'history'>;
  };
  readonly report: Report;
  readonly door: RecordedRun['door'];
  readonly startedAt: Date;
  readonly pilot: boolean;
  readonly ci: boolean;
  readonly dirty: boolean | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Whether runs of this workspace are recorded at all. */
export function isRecorded(
  config: Pick<Config, 'history'>,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return config.history !== undefined && !isSwitchedOff(env);
}

/**
 * Keeps a run in the state folder of its workspace, and where a database is named, has a process of its own send it there. It
 * takes some milliseconds, waits for nobody and never throws.
 *
 * @returns why the run could not be kept, or what was sent before could not be sent: one clause, or undefined
 */
export async function recordReport(request: RecordRequest): Promise<string | undefined> {
  const { session, env } = request;
  const { history } = session.config;
  if (history === undefined || isSwitchedOff(env)) return undefined;
  try {
    const run = runOf(request);
    const url = databaseUrlIn(env);
    // First, so that a run that this machine knows of is never missing from the database.
    const outbox = url === undefined ? undefined : await import('./outbox.ts');
    outbox?.put(session.root, run);
    appendRun(session.root, run);
    pruneHistory(session.root, history.retentionDays, request.startedAt);
    return outbox?.startSending(session.root, env);
  } catch (error) {
    return `this run is not recorded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Records a run of {@link checkSession}, as the command line does: in `.standards/history` of its workspace, and in the
 * database that `STANDARDS_DATABASE_URL` names. Never throws.
 *
 * @returns why it could not be recorded, in one clause; undefined where it was, or where recording is switched off
 */
export function recordRun(
  session: RecordRequest['session'],
  report: Report,
  options: Partial<Pick<RecordRequest, 'startedAt' | 'pilot' | 'ci' | 'dirty' | 'env'>> = {},
): Promise<string | undefined> {
  return recordReport({
    ...{ session, report, door: 'library', env: options.env ?? process.env },
    startedAt: options.startedAt ?? new Date(Date.now() - report.summary.durationMs),
    ...{ pilot: options.pilot ?? false, ci: options.ci ?? inCi(), dirty: options.dirty ?? null },
  });
}

function runOf({ session, report, ...rest }: RecordRequest): RecordedRun {
  const { door, startedAt, pilot, ci, dirty, env } = rest;
  const { commit, branch } = gitFacts(session.root, env);
  return recordedRunOf(report, {
    ...{ id: runId(startedAt), startedAt: startedAt.toISOString(), door, pilot, ci },
    ...{ workspace: workspaceName(session), commit, branch, dirty: commit === null ? null : dirty },
  });
}
