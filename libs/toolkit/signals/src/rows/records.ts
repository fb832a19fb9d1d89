import type { Resource, Series } from './dimensions.ts';

/** One log record. */
export interface LogRecord {
  /** Milliseconds since 1970; fractions down to a microsecond are kept. */
  readonly time: number;
  /** OpenTelemetry severity number, 1 (TRACE) to 24 (FATAL4); 17 (ERROR) and above is a failure. */
  readonly severity: number;
  /** The message; what is no text is stored as JSON. */
  readonly body: unknown;
  readonly resource: Resource;
  /** Of the logger: its name. */
  readonly scope?: string | undefined;
  readonly eventName?: string | undefined;
  /** 32 and 16 hexadecimal digits; anything else counts as none. */
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  /** `exception.type`, `exception.message` and `exception.stacktrace` among them decide the fingerprint of a failure. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

/** Something that happened during a span. */
export interface SpanEvent {
  readonly time: number;
  readonly name: string;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

/** One ended span. */
export interface SpanRecord {
  /** Milliseconds since 1970; fractions down to a microsecond are kept. */
  readonly time: number;
  /** Nanoseconds. */
  readonly duration: number;
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly resource: Resource;
  readonly name: string;
  /** OpenTelemetry: 0 internal, 1 server, 2 client, 3 producer, 4 consumer. */
  readonly kind: number;
  /** 0 unset, 1 ok, 2 error. */
  readonly status: number;
  readonly statusMessage?: string | undefined;
  readonly scope?: string | undefined;
  readonly traceState?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly events?: readonly SpanEvent[] | undefined;
  readonly links?: readonly SpanLink[] | undefined;
}

/** One data point of a metric; which numbers it has, its series' kind says. */
export interface MetricPoint {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly series: Series;
  /** Since when a sum or histogram counts. */
  readonly startTime?: number | undefined;
  /** Gauge or sum. */
  readonly value?: number | undefined;
  /** Histogram or summary: how many values, and their sum, least and greatest. */
  readonly count?: number | undefined;
  readonly sum?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Histogram: one count a bucket. Exponential: the positive buckets, from `positiveOffset` on. */
  readonly counts?: readonly number[] | undefined;
  readonly scale?: number | undefined;
  readonly zeroCount?: number | undefined;
  readonly zeroThreshold?: number | undefined;
  readonly positiveOffset?: number | undefined;
  readonly negativeOffset?: number | undefined;
  readonly negativeCounts?: readonly number[] | undefined;
  /** Measurements that stand for the point, with the trace they came from. */
  readonly exemplars?: readonly Exemplar[] | undefined;
  /** Summary: pairs of quantile and value. */
  readonly quantiles?: readonly (readonly [quantile: number, value: number])[] | undefined;
}

export interface Exemplar {
  readonly time: number;
  readonly value: number;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}
