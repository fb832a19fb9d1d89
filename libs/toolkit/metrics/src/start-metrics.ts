import type { SignalSink, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { resourceAttributes, sharedWriter } from '@h-j-petroleum/toolkit-signals';
import type { Meter } from '@opentelemetry/api';
import { metrics } from '@opentelemetry/api';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { MetricsSettings } from './config/settings.ts';
import { settingsFrom } from './config/settings.ts';
import { TimescaleMetricExporter } from './exporter/timescale-metric-exporter.ts';
import { registerWriterMetrics } from './exporter/writer-metrics.ts';
import { Exemplars } from './instruments/exemplars.ts';
import { guardProvider } from './instruments/guarded-provider.ts';

export interface MetricsOptions extends Partial<MetricsSettings> {
  /** Attributes of this service, beside those that the environment gives. */
  readonly resource?: Readonly<Record<string, string | number | boolean>>;
  /** Where points are stored instead of the database; who gives one also closes it. */
  readonly writer?: SignalSink & Pick<SignalWriter, 'flush' | 'stats'>;
  /** Readers beside the store's: OTLP, Prometheus. */
  readonly readers?: readonly IMetricReader[];
  /** What the environment is. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Metrics that are collected. */
export interface Metrics {
  meter(name: string, version?: string): Meter;
  /** Collects and waits until it is stored. Rejects where that fails. */
  flush(): Promise<void>;
  /** Collects a last time, flushes and stops. Twice is once. */
  shutdown(): Promise<void>;
}

// On the process, not on this module: two providers would count every point twice.
const key = Symbol.for('@h-j-petroleum/toolkit-metrics/running');

/**
 * Sets up the global meter provider by the environment: into the signal store where there is a `DATABASE_URL`, with metrics
 * of the runtime and of the writer itself. Started again, it answers what runs already.
 *
 * @throws MetricsConfigurationError for a variable that has a value it can't have
 * @throws SignalsError `SIGNALS_BAD_DATABASE_URL`
 */
export function startMetrics(options: MetricsOptions = {}): Metrics {
  const holder = globalThis as { [key]?: Metrics | undefined };
  if (holder[key] !== undefined) return holder[key];
  const env = options.env ?? process.env;
  const settings: MetricsSettings = { ...settingsFrom(env), ...given(options) };
  const shared =
    options.writer === undefined && settings.databaseUrl !== undefined && !settings.disabled
      ? sharedWriter({ url: settings.databaseUrl })
      : undefined;
  const writer = options.writer ?? shared?.writer;
  const exemplars = settings.exemplars ? new Exemplars() : undefined;
  const readers = [
    ...(writer === undefined || settings.disabled
      ? []
      : [
          new PeriodicExportingMetricReader({
            exporter: new TimescaleMetricExporter({
              ...{ writer, temporality: settings.temporality, histograms: settings.histograms },
              exemplars,
            }),
            exportIntervalMillis: settings.intervalMs,
            exportTimeoutMillis: settings.intervalMs,
          }),
        ]),
    ...(settings.disabled ? [] : (options.readers ?? [])),
  ];
  const provider = guardProvider(
    new MeterProvider({
      resource: resourceFromAttributes({ ...resourceAttributes(env), ...options.resource }),
      readers,
    }),
    exemplars,
  );
  metrics.setGlobalMeterProvider(provider);
  if (readers.length > 0) measureInstrumentations(provider);
  // A process that is told to end still has what was measured since the last interval.
  shared?.beforeFlush(() => provider.forceFlush());
  const unregister =
    writer === undefined
      ? undefined
      : registerWriterMetrics(provider.getMeter('@h-j-petroleum/toolkit-signals'), writer);
  const runtime =
    settings.runtime && readers.length > 0 ? new RuntimeNodeInstrumentation() : undefined;
  runtime?.setMeterProvider(provider);

  let stopped: Promise<void> | undefined;
  const running: Metrics = {
    meter: (name, version) => provider.getMeter(name, version),
    flush: () => provider.forceFlush(),
    shutdown: () => {
      stopped ??= (async () => {
        runtime?.disable();
        try {
          await provider.shutdown();
        } finally {
          unregister?.();
          await shared?.release();
          metrics.disable();
          holder[key] = undefined;
        }
      })();
      return stopped;
    },
  };
  holder[key] = running;
  return running;
}

/**
 * Instrumentations that telemetry enabled before took their meters before there was a provider, and would measure nothing:
 * `http.server.request.duration`, `db.client.operation.duration` and their like.
 */
function measureInstrumentations(provider: MeterProvider): void {
  const telemetry: unknown = Reflect.get(
    globalThis,
    Symbol.for('@h-j-petroleum/toolkit-telemetry/running'),
  );
  const use: unknown = Reflect.get(Object(telemetry), 'useMeterProvider');
  if (typeof use === 'function') Reflect.apply(use, telemetry, [provider]);
}

function given(options: MetricsOptions): Partial<MetricsSettings> {
  const { databaseUrl, intervalMs, temporality, histograms, exemplars, runtime, disabled } =
    options;
  const all = { databaseUrl, intervalMs, temporality, histograms, exemplars, runtime, disabled };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
