export type { ConnectOptions } from './database/connect.ts';
export { connect, databaseUrl } from './database/connect.ts';
export type { Database, QueryResult, Session } from './database/database.ts';
export type { Profile, Server } from './database/server.ts';
export { askServer } from './database/server.ts';
export type { RecordLimits } from './encoding/attributes.ts';
export { defaultRecordLimits } from './encoding/attributes.ts';
export { marks } from './encoding/marks.ts';
export type { SignalsErrorCode } from './errors.ts';
export { SignalsError } from './errors.ts';
export type { JoinReport } from './maintenance/join-fingerprints.ts';
export { joinFingerprints } from './maintenance/join-fingerprints.ts';
export type { Maintenance, Tier } from './maintenance/maintain.ts';
export {
  maintain,
  setCompression,
  setRetention,
  startMaintenance,
  tiers,
} from './maintenance/maintain.ts';
export type { RoleKind } from './migrations/grant-role.ts';
export { grantRole, roleKinds } from './migrations/grant-role.ts';
export type { SchemaDefinition, SchemaMigration } from './migrations/migrate-schema.ts';
export { migrateSchema, SchemaMigrationError } from './migrations/migrate-schema.ts';
export { sqlFiles } from './migrations/migration-files.ts';
export type { MigrationReport } from './migrations/migrate.ts';
export { migrate } from './migrations/migrate.ts';
export type { Comparison, OperationChange } from './queries/compare-windows.ts';
export { compareWindows } from './queries/compare-windows.ts';
export type { FingerprintPair } from './queries/fingerprint-merges.ts';
export { mergeFingerprints, unmergeFingerprints } from './queries/fingerprint-merges.ts';
export type { StoredSpan, Trace } from './queries/get-trace.ts';
export { getTrace } from './queries/get-trace.ts';
export type { Latency, LatencyQuery, OperationStats } from './queries/latency.ts';
export { latency } from './queries/latency.ts';
export type { MetricQuery, MetricSeriesPoint, StoredSeries } from './queries/metric.ts';
export { metric } from './queries/metric.ts';
export type { ErrorGroup, ErrorSearch } from './queries/search-errors.ts';
export { searchErrors } from './queries/search-errors.ts';
export type { LogPage, LogSearch, StoredLog } from './queries/search-logs.ts';
export { searchLogs } from './queries/search-logs.ts';
export type { ServiceCall } from './queries/service-map.ts';
export { serviceMap } from './queries/service-map.ts';
export type { StoreStatus, TableStatus } from './queries/store-status.ts';
export { storeStatus } from './queries/store-status.ts';
export type { TrendPoint, TrendQuery } from './queries/trend.ts';
export { trend } from './queries/trend.ts';
export type { Source, Window } from './queries/window.ts';
export { BoundedMap } from './rows/bounded-map.ts';
export type { MetricKind, Resource, Series, Service } from './rows/dimensions.ts';
export { resourceOf, seriesOf } from './rows/dimensions.ts';
export { parseResourceAttributes, resourceAttributes } from './rows/environment-resource.ts';
export { errorSeverity } from './rows/log-row.ts';
export type {
  Exemplar,
  LogRecord,
  MetricPoint,
  SpanEvent,
  SpanLink,
  SpanRecord,
} from './rows/records.ts';
export { errorStatus } from './rows/span-row.ts';
export type { Signal } from './rows/tables.ts';
export { signals } from './rows/tables.ts';
export { flushAtEnd } from './writer/end-of-process.ts';
export type { DropReason, WriterNotice, WriterOptions } from './writer/options.ts';
export type { SharedWriter } from './writer/shared-writer.ts';
export { sharedWriter } from './writer/shared-writer.ts';
export type { SignalStats, WriterStats } from './writer/stats.ts';
export type { SignalSink, StoreResult } from './writer/writer.ts';
export { SignalWriter } from './writer/writer.ts';
