import type { SharedWriter, SignalSink, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { sharedWriter } from '@h-j-petroleum/toolkit-signals';
import type { ExportResult } from '@opentelemetry/core';
import { ExportResultCode } from '@opentelemetry/core';
import type {
  AggregationOption,
  PushMetricExporter,
  ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import {
  AggregationTemporality,
  AggregationType,
  InstrumentType,
} from '@opentelemetry/sdk-metrics';
import type { Exemplars } from '../instruments/exemplars.ts';
import { metricPoints } from './metric-points.ts';
import { SeriesCache } from './series-cache.ts';

/** `delta` stores what was counted since the last time, `cumulative` the total since the start. */
export type TemporalityPreference = 'delta' | 'cumulative' | 'lowmemory';

export interface TimescaleMetricExporterOptions {
  /** The process's shared writer to `databaseUrl` unless given. Who gives one also closes it. */
  readonly writer?: SignalSink & Pick<SignalWriter, 'flush'>;
  /** `DATABASE_URL` unless given. */
  readonly databaseUrl?: string | undefined;
  /** @default 'delta' */
  readonly temporality?: TemporalityPreference;
  /** How histograms are kept: `exponential` needs no bounds and tells percentiles to about 4 %. @default 'exponential' */
  readonly histograms?: 'exponential' | 'explicit';
  /** Where measurements come from that stand for a point; none unless given. */
  readonly exemplars?: Exemplars | undefined;
}

/**
 * OpenTelemetry's push metric exporter into the signal store. What it was handed is with the writer, which stores each point
 * once or counts it as dropped; `forceFlush` waits for that.
 */
export class TimescaleMetricExporter implements PushMetricExporter {
  readonly #shared: SharedWriter | undefined;
  readonly #writer: (SignalSink & Pick<SignalWriter, 'flush'>) | undefined;
  readonly #temporality: TemporalityPreference;
  readonly #histograms: 'exponential' | 'explicit';
  readonly #exemplars: Exemplars | undefined;
  readonly #series = new SeriesCache();
  #isOpen = true;

  /** @throws SignalsError `SIGNALS_NO_DATABASE_URL`, `SIGNALS_BAD_DATABASE_URL` */
  constructor(options: TimescaleMetricExporterOptions = {}) {
    this.#shared =
      options.writer === undefined ? sharedWriter({ url: options.databaseUrl }) : undefined;
    this.#writer = options.writer ?? this.#shared?.writer;
    this.#temporality = options.temporality ?? 'delta';
    this.#exemplars = options.exemplars;
    this.#histograms = options.histograms ?? 'exponential';
  }

  export(metrics: ResourceMetrics, resultCallback: (result: ExportResult) => void): void {
    const writer = this.#writer;
    if (!this.#isOpen || writer === undefined) {
      resultCallback({
        code: ExportResultCode.FAILED,
        error: new Error('The exporter was shut down.'),
      });
      return;
    }
    for (const point of metricPoints(metrics, this.#series, this.#exemplars)) writer.metric(point);
    this.#exemplars?.clear();
    resultCallback({ code: ExportResultCode.SUCCESS });
  }

  async forceFlush(): Promise<void> {
    if ((await this.#writer?.flush()) === false) {
      throw new Error('Metrics still wait to be stored: the database does not take them.');
    }
  }

  /** https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration */
  selectAggregationTemporality(instrument: InstrumentType): AggregationTemporality {
    const { CUMULATIVE, DELTA } = AggregationTemporality;
    if (this.#temporality === 'cumulative') return CUMULATIVE;
    switch (instrument) {
      case InstrumentType.UP_DOWN_COUNTER:
      case InstrumentType.OBSERVABLE_UP_DOWN_COUNTER:
        return CUMULATIVE;
      case InstrumentType.OBSERVABLE_COUNTER:
        return this.#temporality === 'lowmemory' ? CUMULATIVE : DELTA;
      default:
        return DELTA;
    }
  }

  selectAggregation(instrument: InstrumentType): AggregationOption {
    return instrument === InstrumentType.HISTOGRAM && this.#histograms === 'exponential'
      ? { type: AggregationType.EXPONENTIAL_HISTOGRAM }
      : { type: AggregationType.DEFAULT };
  }

  /** Flushes and lets go of the shared writer. */
  async shutdown(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#shared) await this.#shared.release();
    else await this.#writer?.flush();
  }
}
