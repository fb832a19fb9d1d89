import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import type { OtlpProtocol } from './config/otel-variables.ts';

const exporters: Readonly<Record<OtlpProtocol, () => SpanExporter>> = {
  'http/protobuf': () => new ProtobufExporter(),
  'http/json': () => new JsonExporter(),
  grpc: () => new GrpcExporter(),
};

const warnEveryMs = 30_000;

/** Says of an exporter, once in a while, what it could not send: it drops that, and by itself says nothing. */
function telling(exporter: SpanExporter): SpanExporter {
  let lost = 0;
  let warnedAt = Number.NEGATIVE_INFINITY;
  return {
    export: (spans, done) => {
      exporter.export(spans, (result) => {
        if (result.code === ExportResultCode.FAILED) {
          lost += spans.length;
          if (performance.now() - warnedAt >= warnEveryMs) {
            process.emitWarning(
              `${lost} spans could not be sent by OTLP, and are lost: ${result.error?.message ?? 'no reason was given'}.`,
              { type: 'TelemetryWarning', code: 'TELEMETRY_OTLP_FAILED' },
            );
            warnedAt = performance.now();
            lost = 0;
          }
        }
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

/** Sends spans by OTLP in batches, to the endpoint and in the batches that OpenTelemetry's variables name. */
export function otlpProcessor(
  protocol: OtlpProtocol,
  env: Readonly<Record<string, string | undefined>>,
): SpanProcessor {
  const number = (variable: string): number | undefined => {
    const value = Number(env[variable]);
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const options = {
    maxQueueSize: number('OTEL_BSP_MAX_QUEUE_SIZE'),
    scheduledDelayMillis: number('OTEL_BSP_SCHEDULE_DELAY'),
    exportTimeoutMillis: number('OTEL_BSP_EXPORT_TIMEOUT'),
    maxExportBatchSize: number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
  };
  const set = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  return new BatchSpanProcessor({ exporter: telling(exporters[protocol]()), ...set });
}
