import type { Signal, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { signals } from '@h-j-petroleum/toolkit-signals';
import type { Attributes, Meter } from '@opentelemetry/api';

/** https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/ */
const names: Readonly<
  Record<Signal, { readonly exporter: string; readonly unit: string; readonly queue: string }>
> = {
  logs: {
    exporter: 'otel.sdk.exporter.log',
    unit: '{log_record}',
    queue: 'otel.sdk.processor.log.queue',
  },
  spans: {
    exporter: 'otel.sdk.exporter.span',
    unit: '{span}',
    queue: 'otel.sdk.processor.span.queue',
  },
  metrics: {
    exporter: 'otel.sdk.exporter.metric_data_point',
    unit: '{data_point}',
    queue: 'otel.sdk.processor.metric_data_point.queue',
  },
};

/**
 * Reports what became of the records of a writer under OpenTelemetry's own names: how many were exported, dropped by which
 * reason (`error.type`), are on their way, and wait.
 *
 * @param component tells this writer from another of the process; `otel.component.name`
 * @returns stops it
 */
export function registerWriterMetrics(
  meter: Meter,
  writer: Pick<SignalWriter, 'stats'>,
  component = 'timescale_signal_writer/0',
): () => void {
  const of: Attributes = {
    'otel.component.type': 'timescale_signal_writer',
    'otel.component.name': component,
  };
  const instruments = signals.map((signal) => {
    const { exporter, unit, queue } = names[signal];
    return {
      signal,
      exported: meter.createObservableCounter(`${exporter}.exported`, {
        unit,
        description: 'Records stored, or with error.type dropped for that reason.',
      }),
      inflight: meter.createObservableUpDownCounter(`${exporter}.inflight`, {
        unit,
        description: 'Records sent to the database and not answered yet.',
      }),
      size: meter.createObservableUpDownCounter(`${queue}.size`, {
        unit,
        description: 'Records that wait to be sent.',
      }),
    };
  });
  const memory = meter.createObservableUpDownCounter('signals.writer.memory.used', {
    ...{ unit: 'By', description: 'Memory of records that are not stored yet.' },
  });
  const limit = meter.createObservableUpDownCounter('signals.writer.memory.limit', {
    ...{ unit: 'By', description: 'Memory that such records may use.' },
  });
  const all = [
    ...instruments.flatMap(({ exported, inflight, size }) => [exported, inflight, size]),
    ...[memory, limit],
  ];
  const observe: Parameters<Meter['addBatchObservableCallback']>[0] = (result) => {
    const stats = writer.stats();
    for (const { signal, exported, inflight, size } of instruments) {
      const { stored, droppedBy, pending, inflight: sent } = stats.signals[signal];
      result.observe(exported, stored, of);
      for (const [reason, count] of Object.entries(droppedBy)) {
        if (count > 0) result.observe(exported, count, { ...of, 'error.type': reason });
      }
      result.observe(inflight, sent, of);
      result.observe(size, pending - sent, of);
    }
    result.observe(memory, stats.bytes, of);
    result.observe(limit, stats.maxBytes, of);
  };
  meter.addBatchObservableCallback(observe, all);
  return () => {
    meter.removeBatchObservableCallback(observe, all);
  };
}
