import type { Command } from 'commander';
import { SignalsError } from '../errors.ts';
import { compareWindows } from '../queries/compare-windows.ts';
import { getTrace } from '../queries/get-trace.ts';
import { latency } from '../queries/latency.ts';
import { searchErrors } from '../queries/search-errors.ts';
import { searchLogs } from '../queries/search-logs.ts';
import { serviceMap } from '../queries/service-map.ts';
import { trend } from '../queries/trend.ts';
import type { Window } from '../queries/window.ts';
import type { Surroundings } from './main.ts';
import { duration, printable, sparkline, table } from './output.ts';
import { parseDuration, parseMoment } from './time.ts';

interface WindowOptions {
  readonly from: string;
  readonly to: string;
  readonly service?: string;
  readonly limit: number;
}

interface LogOptions extends WindowOptions {
  readonly level?: string;
  readonly text?: string;
  readonly trace?: string;
  readonly cursor?: string;
}

/** Throws `SIGNALS_BAD_OPTION`. */
function parseLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= 1000) return limit;
  throw new SignalsError(
    'SIGNALS_BAD_OPTION',
    `--limit must be a whole number from 1 to 1000, not "${text}".`,
  );
}

const severities = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;

function severityName(severity: number): string {
  const found = Object.entries(severities).findLast(([, least]) => severity >= least);
  return found?.[0] ?? 'unset';
}

function windowOf({ from, to }: Pick<WindowOptions, 'from' | 'to'>): Window {
  const now = new Date();
  return { from: parseMoment(from, now), to: parseMoment(to, now) };
}

/** Commands that ask the store. */
export function registerQueries(program: Command, { show, withDatabase }: Surroundings): void {
  const inWindow = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .option('--from <moment>', 'ISO 8601, or how long ago: 15m, 6h, 7d', '1h')
      .option('--to <moment>', 'ISO 8601, how long ago, or now', 'now');
  const ofService = (name: string, description: string): Command =>
    inWindow(name, description).option('--service <name>', 'of this service alone');
  const limited = (name: string, description: string): Command =>
    ofService(name, description).option('--limit <count>', 'rows at most', parseLimit, 50);

  limited('logs', 'search log records, the newest first')
    .option('--level <level>', `at least: ${Object.keys(severities).join(', ')}`)
    .option('--text <text>', 'found anywhere in the message')
    .option('--trace <id>', 'of this trace alone')
    .option('--cursor <cursor>', 'the next page: what the one before ended with')
    .action(async (options: LogOptions) => {
      const level = Object.entries(severities).find(([name]) => name === options.level);
      if (options.level !== undefined && level === undefined) {
        throw new SignalsError(
          'SIGNALS_BAD_OPTION',
          `There is no level "${options.level}". Levels: ${Object.keys(severities).join(', ')}.`,
        );
      }
      const page = await withDatabase((database) =>
        searchLogs(database, {
          ...windowOf(options),
          service: options.service,
          text: options.text,
          traceId: options.trace,
          minSeverity: level?.[1],
          limit: options.limit,
          cursor: options.cursor,
        }),
      );
      show(page, () =>
        [
          table(
            ['time', 'level', 'service', 'trace', 'message'],
            page.logs.map((log) => [
              log.time.toISOString(),
              severityName(log.severity),
              printable(log.service, 40),
              log.traceId ?? '-',
              printable(log.body),
            ]),
          ),
          page.cursor === undefined ? '' : `There is more: --cursor ${page.cursor}\n`,
        ].join(''),
      );
    });

  limited('errors', 'groups of equal errors, the most frequent first')
    .option('--text <text>', 'found anywhere in the template, the type or the first message')
    .option('--new', 'first seen in this window', false)
    .action(async (options: WindowOptions & { text?: string; new: boolean }) => {
      const groups = await withDatabase((database) =>
        searchErrors(database, {
          ...windowOf(options),
          service: options.service,
          text: options.text,
          onlyNew: options.new,
          limit: options.limit,
        }),
      );
      show(groups, () =>
        table(
          ['count', 'new', 'last seen', 'services', 'fingerprint', 'error'],
          groups.map((group) => [
            String(group.count),
            group.isNew ? 'new' : '',
            group.lastSeen.toISOString(),
            printable(group.services.join(','), 40),
            group.fingerprint,
            printable(group.type === '' ? group.template : `${group.type}: ${group.template}`),
          ]),
        ),
      );
    });

  program
    .command('trace')
    .description('one trace with its logs')
    .argument('<id>', 'trace id, 32 hexadecimal digits')
    .action(async (id: string) => {
      const trace = await withDatabase((database) => getTrace(database, id));
      if (trace === undefined) {
        throw new Error(
          `Nothing of the trace ${id} is stored. Successes are kept for days; it may be gone, or on its way.`,
        );
      }
      show(trace, () =>
        [
          `trace ${trace.traceId}  ${trace.start.toISOString()}  ${duration(trace.duration)}  ${trace.failed ? 'failed' : 'ok'}  ${trace.services.join(', ')}`,
          ...trace.spans.map(
            (span) =>
              `${'  '.repeat(span.depth + 1)}${span.status === 2 ? '✗' : '·'} ${printable(span.service, 40)}  ${printable(span.name, 80)}  ${duration(span.duration)}${span.statusMessage === undefined ? '' : `  ${printable(span.statusMessage)}`}`,
          ),
          ...trace.logs.map(
            (log) =>
              `  ${log.time.toISOString()} ${severityName(log.severity)} ${printable(log.service, 40)}: ${printable(log.body)}`,
          ),
          '',
        ].join('\n'),
      );
    });

  inWindow('map', 'who calls whom').action(async (options: WindowOptions) => {
    const calls = await withDatabase((database) => serviceMap(database, windowOf(options)));
    show(calls, () =>
      table(
        ['from', 'to', 'kind', 'calls', 'failed', 'mean'],
        calls.map((call) => [
          call.from,
          call.to,
          call.kind,
          String(call.count),
          String(call.failed),
          duration(call.meanDuration),
        ]),
      ),
    );
  });

  limited('latency', 'rates, failures and latency percentiles of operations').action(
    async (options: WindowOptions) => {
      const found = await withDatabase((database) =>
        latency(database, { ...windowOf(options), service: options.service }),
      );
      show(found, () =>
        table(
          ['service', 'operation', 'calls', 'per s', 'failed', 'p50', 'p95', 'p99', 'max'],
          found.operations
            .slice(0, options.limit)
            .map((one) => [
              one.service,
              printable(one.name, 60),
              String(one.count),
              one.perSecond.toPrecision(3),
              String(one.failed),
              duration(one.quantiles['0.5'] ?? Number.NaN),
              duration(one.quantiles['0.95'] ?? Number.NaN),
              duration(one.quantiles['0.99'] ?? Number.NaN),
              duration(one.max),
            ]),
        ),
      );
    },
  );

  ofService('trend', 'calls, failures and latency over a long time, from the rollups')
    .option('--operation <name>', 'of spans of this name alone')
    .action(async (options: WindowOptions & { operation?: string }) => {
      const points = await withDatabase((database) =>
        trend(database, {
          ...windowOf(options),
          service: options.service,
          name: options.operation,
        }),
      );
      show(points, () =>
        points.length === 0
          ? 'Nothing was folded in this window yet. Run: signals maintain\n'
          : [
              `${points[0]?.time.toISOString()} to ${points.at(-1)?.time.toISOString()}, ${points.length} points`,
              `calls   ${sparkline(points.map(({ count }) => count))}  ${points.reduce((sum, { count }) => sum + count, 0)} in all`,
              `failed  ${sparkline(points.map(({ failed }) => failed))}  ${points.reduce((sum, { failed }) => sum + failed, 0)} in all`,
              `p95     ${sparkline(points.map(({ p95 }) => p95))}  ${duration(Math.max(...points.map(({ p95 }) => p95)))} at most`,
              '',
            ].join('\n'),
      );
    });

  ofService('compare', 'a window with the one before it')
    .option('--before <time>', 'how far back the other window lies (default: its own length)')
    .action(async (options: WindowOptions & { before?: string }) => {
      const after = windowOf(options);
      const back =
        options.before === undefined
          ? after.to.getTime() - after.from.getTime()
          : parseDuration(options.before);
      const before = {
        from: new Date(after.from.getTime() - back),
        to: new Date(after.to.getTime() - back),
      };
      const found = await withDatabase((database) =>
        compareWindows(database, { before, after, service: options.service }),
      );
      const ratio = (value: number | undefined): string =>
        value === undefined ? '-' : `×${value.toPrecision(3)}`;
      show(found, () =>
        [
          table(
            ['service', 'operation', 'rate', 'p95', 'failures'],
            found.operations.map((one) => [
              one.service,
              printable(one.name, 60),
              ratio(one.rateRatio),
              ratio(one.p95Ratio),
              `${one.failureChange >= 0 ? '+' : ''}${(one.failureChange * 100).toFixed(1)} %`,
            ]),
          ),
          ...(['newErrors', 'risenErrors', 'goneErrors'] as const).flatMap((key) =>
            found[key].map(
              (group) =>
                `${{ newErrors: 'new', risenErrors: 'risen', goneErrors: 'gone' }[key]}: ${group.count} × ${printable(group.template)}`,
            ),
          ),
          '',
        ].join('\n'),
      );
    });
}
