import { createRequire, register } from 'node:module';
import { flushAtEnd, resourceAttributes } from '@h-j-petroleum/toolkit-signals';
import type { MeterProvider } from '@opentelemetry/api';
import { diag, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import {
  ConsoleSpanExporter,
  createAlwaysRecordSampler,
  NoopSpanProcessor,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { OtelVariables } from './config/otel-variables.ts';
import { otelVariables } from './config/otel-variables.ts';
import type { InstrumentationName, TelemetrySettings } from './config/settings.ts';
import { settingsFrom } from './config/settings.ts';
import { createInstrumentations } from './instrumentations.ts';
import { otlpProcessor } from './otlp.ts';
import type { SpanTargetOptions } from './spans/span-target.ts';
import { TimescaleSpanProcessor } from './spans/timescale-span-processor.ts';

export interface TelemetryOptions extends Partial<TelemetrySettings>, SpanTargetOptions {
  /** Attributes of this service, beside those that the environment gives. */
  readonly resource?: Readonly<Record<string, string | number | boolean>>;
  /** Processors beside the exporters' own. */
  readonly spanProcessors?: readonly SpanProcessor[];
  /** Readers of a meter provider that the SDK then sets up as the global one. */
  readonly metricReaders?: readonly IMetricReader[];
  /** Instrumentations beside those that are named. */
  readonly extraInstrumentations?: readonly Instrumentation[];
  /** What this package takes for the environment; exporters, propagators and span limits read `process.env` themselves. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Telemetry that runs. */
export interface Telemetry {
  /** Where spans go. */
  readonly exporters: TelemetrySettings['exporters'];
  /** Waits until ended spans are stored or sent. Rejects where that fails. */
  flush(): Promise<void>;
  /** Has the instrumentations measure by a provider that was set up after them; `startMetrics` does so. */
  useMeterProvider(provider: MeterProvider): void;
  /** Flushes and stops. Twice is once. */
  shutdown(): Promise<void>;
}

// On the process, not on this module: `--import …/register` and a program that calls `startTelemetry` itself must not both start.
const key = Symbol.for('@h-j-petroleum/toolkit-telemetry/running');

/**
 * Starts tracing, set up by the environment. It must come before what it traces is loaded: by
 * `node --import @h-j-petroleum/toolkit-telemetry/register`, or as the first import of the program. Started again, it
 * answers what runs already.
 *
 * Sampling is OpenTelemetry's: `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG`. Without a place to send spans to, they are
 * made all the same, so that logs have trace ids and calls carry them on.
 *
 * @throws TelemetryConfigurationError for a variable that has a value it can't have
 * @throws SignalsError `SIGNALS_NO_DATABASE_URL`, `SIGNALS_BAD_DATABASE_URL` where spans shall go to a store that isn't named
 */
export function startTelemetry(options: TelemetryOptions = {}): Telemetry {
  const holder = globalThis as { [key]?: Telemetry | undefined };
  if (holder[key] !== undefined) return holder[key];
  const env = options.env ?? process.env;
  const settings: TelemetrySettings = { ...settingsFrom(env), ...given(options) };
  if (settings.disabled) return nothing;
  warnOfLoaded(settings.instrumentations);
  // Patches what ES modules import; what CommonJS requires is patched by the SDK itself.
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

  const otel = otelVariables(env);
  for (const warning of otel.warnings) {
    process.emitWarning(warning, { type: 'TelemetryWarning', code: 'TELEMETRY_BAD_OTEL_VARIABLE' });
  }
  const own = settings.exporters.map((name) => processorOf(name, settings, otel, options));
  const processors = [...own, ...(options.spanProcessors ?? [])];
  const instrumentations = [
    ...createInstrumentations(settings.instrumentations),
    ...(options.extraInstrumentations ?? []),
  ];
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ ...resourceAttributes(env), ...options.resource }),
    // Not the SDK's own instance id: logs and metrics of this process have the same.
    resourceDetectors: [],
    instrumentations,
    // Without a processor there would be no provider, and so no trace ids for the logs.
    spanProcessors: processors.length > 0 ? processors : [new NoopSpanProcessor()],
    sampler: settings.keepErrors ? createAlwaysRecordSampler(otel.sampler) : otel.sampler,
    metricReaders: [...(options.metricReaders ?? [])],
    // Logs go by the logger.
    logRecordProcessors: [],
  });
  sdk.start();
  if (processors.length === 0) {
    diag.debug(
      'toolkit-telemetry: spans go nowhere: neither DATABASE_URL nor an OTLP endpoint is set.',
    );
  }
  const onCrash = (error: unknown): void => {
    endActiveSpan(error);
  };
  process.on('uncaughtExceptionMonitor', onCrash);
  const flush = async (): Promise<void> => {
    await Promise.all(processors.map((processor) => processor.forceFlush()));
  };
  // The store's writer looks after its own; what goes elsewhere would be lost when a short process ends.
  const stopFlushing = processors.every((one) => one instanceof TimescaleSpanProcessor)
    ? undefined
    : flushAtEnd(
        () =>
          flush().then(
            () => true,
            () => false,
          ),
        () => true,
      );

  let stopped: Promise<void> | undefined;
  const telemetry: Telemetry = {
    exporters: settings.exporters,
    flush,
    useMeterProvider: (provider) => {
      for (const one of instrumentations) one.setMeterProvider(provider);
    },
    shutdown: () => {
      stopped ??= (async () => {
        process.off('uncaughtExceptionMonitor', onCrash);
        stopFlushing?.();
        await sdk.shutdown();
        holder[key] = undefined;
      })();
      return stopped;
    },
  };
  holder[key] = telemetry;
  return telemetry;
}

const nothing: Telemetry = {
  exporters: [],
  flush: () => Promise.resolve(),
  useMeterProvider: () => undefined,
  shutdown: () => Promise.resolve(),
};

function processorOf(
  name: TelemetrySettings['exporters'][number],
  { databaseUrl, keepErrors }: TelemetrySettings,
  { protocol }: OtelVariables,
  { writer, env = process.env }: TelemetryOptions,
): SpanProcessor {
  switch (name) {
    case 'timescale':
      return new TimescaleSpanProcessor({ databaseUrl, keepErrors, ...(writer && { writer }) });
    case 'otlp':
      return otlpProcessor(protocol, env);
    case 'console':
      return new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter() });
  }
}

/** The span in which the process dies would never end, and so never be seen. */
function endActiveSpan(error: unknown): void {
  const span = trace.getActiveSpan();
  if (span?.isRecording() !== true) return;
  const thrown = error instanceof Error ? error : new Error(String(error));
  span.recordException(thrown);
  span.setStatus({ code: SpanStatusCode.ERROR, message: thrown.message });
  span.end();
}

/** What was loaded before can't be patched any more; without a word its spans would just be missing. */
function warnOfLoaded(instrumentations: readonly InstrumentationName[]): void {
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  for (const name of instrumentations) {
    const folder = new RegExp(`[\\\\/]node_modules[\\\\/]${name}[\\\\/]`);
    if (!loaded.some((file) => folder.test(file))) continue;
    process.emitWarning(
      `Telemetry was started after \`${name}\` was loaded, so its calls are not traced. Start the program with: node --import @h-j-petroleum/toolkit-telemetry/register`,
      { type: 'TelemetryWarning', code: 'TELEMETRY_TOO_LATE' },
    );
  }
}

function given(options: TelemetryOptions): Partial<TelemetrySettings> {
  const { exporters, instrumentations, databaseUrl, keepErrors, disabled } = options;
  return Object.fromEntries(
    Object.entries({ exporters, instrumentations, databaseUrl, keepErrors, disabled }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
