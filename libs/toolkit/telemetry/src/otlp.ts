import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import type { OtlpProtocol } from './config/otel-variables.ts';

const exporters: Readonly<Record<OtlpProtocol, () => SpanExporter>> = {
  'http/protobuf': () => new ProtobufExporter(),
  'http/json': () => new JsonExporter(),
  grpc: () => new GrpcExporter(),
};

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
  return new BatchSpanProcessor({ exporter: exporters[protocol](), ...set });
}
