import { connect, migrate } from '@h-j-petroleum/toolkit-signals';
import { startEmbeddedServer } from './embedded-server.ts';

/** A span as whoever looks for whole traces needs it. Ids are hexadecimal. */
export interface ObservedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly isServer: boolean;
  readonly service?: string;
  readonly version?: string;
}

/** A signal store for one service that is started to be looked at. */
export interface SignalObserver {
  /** Variables by which the service finds its database and this store, which are one. */
  readonly environment: Readonly<Record<string, string>>;
  /** Leaves out of what is read all spans and logs until now. */
  forget(): Promise<void>;
  /** Spans, the trace id of each log record (null where it has none), names of metrics. */
  read(): Promise<{
    readonly spans: readonly ObservedSpan[];
    readonly logs: readonly (string | null)[];
    readonly metrics: readonly string[];
  }>;
  close(): Promise<void>;
}

interface SpanRow {
  time: Date;
  trace_id: string;
  span_id: string;
  parent_span_id: string | null;
  name: string;
  kind: number;
  service: string | null;
  version: string | null;
}

/** Of OpenTelemetry's `SpanKind`. */
const serverKind = 1;

/**
 * An embedded database for a service, with a signal store in it: the observer by which `obs:otel-check` sees what a service of this
 * package emits. The service's own schema is not in it; its command `migrate` brings that. Needs the optional peers
 * `@electric-sql/pglite` and `@vector-toolkit/stores-embedded`.
 */
export async function startObserver(): Promise<SignalObserver> {
  const server = await startEmbeddedServer();
  const database = connect({ url: server.url, maxConnections: 1 });
  await migrate(database);
  let since = new Date();
  return {
    environment: {
      ...{ DATABASE_URL: server.url, OTEL_METRIC_EXPORT_INTERVAL: '500' },
      // Nobody is asked for keys while no token comes.
      ...{ OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_AUDIENCE: 'observed' },
    },
    forget: () => {
      since = new Date();
      return Promise.resolve();
    },
    read: () =>
      database.session(async ({ query }) => {
        // Without parameters: statements that have some come in parts, and on the one session that all share here another's
        // part can come between.
        const spans = await query<SpanRow>(
          `select s.time, replace(s.trace_id::text, '-', '') as trace_id, lpad(to_hex(s.span_id), 16, '0') as span_id,
            lpad(to_hex(s.parent_span_id), 16, '0') as parent_span_id, s.name, s.kind,
            r.attributes->>'service.name' as service, r.attributes->>'service.version' as version
          from signals.all_spans s left join signals.resources r on r.id = s.resource_id order by s.time`,
        );
        const logs = await query<{ time: Date; trace_id: string | null }>(
          `select time, replace(trace_id::text, '-', '') as trace_id from signals.all_logs order by time`,
        );
        const metrics = await query<{ name: string }>(
          'select distinct name from signals.metric_series order by name',
        );
        return {
          spans: spans.rows.filter(({ time }) => time >= since).map(spanOf),
          logs: logs.rows.flatMap(({ time, trace_id: id }) => (time >= since ? [id] : [])),
          metrics: metrics.rows.map(({ name }) => name),
        };
      }),
    close: async () => {
      await database.close();
      await server.close();
    },
  };
}

function spanOf(row: SpanRow): ObservedSpan {
  const { parent_span_id: parentSpanId, service, version } = row;
  return {
    ...{ traceId: row.trace_id, spanId: row.span_id, name: row.name },
    isServer: row.kind === serverKind,
    ...(parentSpanId === null ? {} : { parentSpanId }),
    ...(service === null ? {} : { service }),
    ...(version === null ? {} : { version }),
  };
}
