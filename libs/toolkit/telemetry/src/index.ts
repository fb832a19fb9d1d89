export type { ExporterName, InstrumentationName, TelemetrySettings } from './config/settings.ts';
export { settingsFrom, TelemetryConfigurationError, variables } from './config/settings.ts';
export { spanRecord } from './spans/span-record.ts';
export type { SpanTargetOptions } from './spans/span-target.ts';
export { TimescaleSpanExporter } from './spans/timescale-span-exporter.ts';
export type { SpanProcessorOptions } from './spans/timescale-span-processor.ts';
export { TimescaleSpanProcessor } from './spans/timescale-span-processor.ts';
export type { Telemetry, TelemetryOptions } from './start-telemetry.ts';
export { startTelemetry } from './start-telemetry.ts';
