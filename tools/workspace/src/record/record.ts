import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Database, MetricPoint, Signal, SignalSink } from '@h-j-petroleum/toolkit-signals';
import { resourceOf, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import type { FoundReport } from './find-reports.ts';
import { findReports } from './find-reports.ts';
import { parseStandardsReport, standardsPoints } from './standards-points.ts';
import { testPoints, testSpans } from './test-spans.ts';
import { parseVitestReport } from './vitest-report.ts';

/** What became of the reports that lay in the workspace. */
export interface Recorded {
  /** Reports that are stored now and were not before, and their spans and points. */
  readonly reports: number;
  readonly rows: number;
  /** Reports that were stored before. */
  readonly already: number;
  /** Reports that are older than the store remembers what it has, so that they might be counted twice. */
  readonly tooOld: number;
  /** Files that are no report that is known here, with the reason, and reports that could not be stored. */
  readonly failures: readonly string[];
}

/**
 * Stores the reports of test runs and of the gate that lie in the workspace: a trace for each test run, gauges for the gate.
 * A report that is stored already is left alone, by whomever it was stored.
 *
 * @param timeoutMs milliseconds that the database gets; what is not stored by then is a failure
 * @param env `DEPLOYMENT_ENVIRONMENT` names where the runs were made: `ci` where `CI` is set, else `local`
 */
export async function record(
  database: Database,
  root: string,
  {
    timeoutMs = 30_000,
    env = process.env,
  }: {
    readonly timeoutMs?: number;
    readonly env?: Readonly<Record<string, string | undefined>>;
  } = {},
): Promise<Recorded> {
  const oldest = await oldestRemembered(database);
  const failures: string[] = [];
  let tooOld = 0;
  const reports = findReports(root).flatMap((report) => {
    try {
      const batches = batchesOf(report, root, env);
      if (batches.every(({ time }) => time >= oldest)) return [{ path: report.path, batches }];
      tooOld++;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(`${report.path} is no report that is known here: ${reason}`);
    }
    return [];
  });

  const writer = new SignalWriter(database, { onNotice: () => undefined });
  const storing = Promise.all(
    reports.map(async ({ path, batches }) => ({
      path,
      results: await Promise.all(
        batches.map(({ key, signal, fill }) => writer.store(key, signal, fill)),
      ),
    })),
  );
  // Ends what has no answer by then, so that no caller waits for a database that is down.
  await writer.flush(timeoutMs);
  await writer.close(0);
  const stored = await storing;
  const newOf = ({ results }: (typeof stored)[number]): number =>
    sum(results.map((result) => (result.duplicate ? 0 : result.stored)));
  for (const { path, results } of stored) {
    const lost = sum(results.map(({ duplicate, dropped }) => (duplicate ? 0 : dropped)));
    if (lost > 0) failures.push(`${path}: ${lost} rows were not stored`);
  }
  return {
    reports: stored.filter((one) => newOf(one) > 0).length,
    rows: sum(stored.map(newOf)),
    already: stored.filter(({ results }) => results.every(({ duplicate }) => duplicate)).length,
    ...{ tooOld, failures },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** What is stored in one transaction. */
interface ReportBatch {
  readonly key: string;
  readonly signal: Signal;
  /** Milliseconds since 1970 of its rows. */
  readonly time: number;
  readonly fill: (sink: SignalSink) => void;
}

function batchesOf(
  report: FoundReport,
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): ReportBatch[] {
  const { project, folder, target, text } = report;
  const environment = env.DEPLOYMENT_ENVIRONMENT || (env.CI ? 'ci' : 'local');
  const resource = (namespace: string, name: string) =>
    resourceOf({
      ...{ 'service.namespace': namespace, 'service.name': name },
      'deployment.environment.name': environment,
    });
  if (report.kind === 'standards') {
    const points = standardsPoints(
      parseStandardsReport(text),
      report.writtenAt,
      resource('standards', 'standards'),
    );
    return [pointsBatch(keyOf('standards', text), report.writtenAt, points)];
  }
  const parsed = parseVitestReport(text);
  const origin = {
    ...{ project, folder, target, resource: resource('tests', project) },
    attributes: headOf(root),
  };
  const spans = testSpans(parsed, text, origin);
  const time = parsed.startTime;
  return [
    {
      ...{ key: keyOf(project, target, text), signal: 'spans', time },
      fill: (sink) => {
        for (const span of spans) sink.span(span);
      },
    },
    pointsBatch(keyOf('points', project, target, text), time, testPoints(parsed, text, origin)),
  ];
}

function pointsBatch(key: string, time: number, points: readonly MetricPoint[]): ReportBatch {
  return {
    ...{ key, signal: 'metrics', time },
    fill: (sink) => {
      for (const point of points) sink.metric(point);
    },
  };
}

/** A uuid (of version 8) by the content. */
function keyOf(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Where the checkout stands: of a report that came from a cache, where it was put back. */
function headOf(root: string): Readonly<Record<string, string>> {
  const git = (...args: readonly string[]): string => {
    try {
      return execFileSync('git', args, {
        ...{ cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
        timeout: 5000,
      }).trim();
    } catch {
      // No git, or no repository: the run is recorded without.
      return '';
    }
  };
  const revision = git('rev-parse', 'HEAD');
  const name = git('symbolic-ref', '--short', 'HEAD');
  return {
    ...(revision !== '' && { 'vcs.ref.head.revision': revision }),
    ...(name !== '' && { 'vcs.ref.head.name': name }),
  };
}

/** Milliseconds since 1970. What is older may have been stored and forgotten; a day is left for clocks and slow runs. */
async function oldestRemembered(database: Database): Promise<number> {
  const { rows } = await database.session((session) =>
    session.query<{ oldest: number | null }>(
      `select extract(epoch from now() - keep + interval '1 day')::float8 * 1000 as oldest
      from signals.retention where tier = 'batches'`,
    ),
  );
  return rows[0]?.oldest ?? Number.NEGATIVE_INFINITY;
}
