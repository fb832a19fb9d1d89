export type { MetricsSettings } from './config/settings.ts';
export { MetricsConfigurationError, settingsFrom, variables } from './config/settings.ts';
export type {
  TemporalityPreference,
  TimescaleMetricExporterOptions,
} from './exporter/timescale-metric-exporter.ts';
export { TimescaleMetricExporter } from './exporter/timescale-metric-exporter.ts';
export { registerWriterMetrics } from './exporter/writer-metrics.ts';
export { Exemplars } from './instruments/exemplars.ts';
export { guardProvider } from './instruments/guarded-provider.ts';
export type {
  Instrument,
  InstrumentDefinition,
  InstrumentKind,
} from './instruments/define-metrics.ts';
export {
  counter,
  defineMetrics,
  gauge,
  histogram,
  upDownCounter,
} from './instruments/define-metrics.ts';
export type { Metrics, MetricsOptions } from './start-metrics.ts';
export { startMetrics } from './start-metrics.ts';
