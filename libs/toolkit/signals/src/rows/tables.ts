/** What is written at run time. */
export type Signal = 'logs' | 'spans' | 'metrics';

export const signals: readonly Signal[] = ['logs', 'spans', 'metrics'];

/** Types of the columns that rows are written to. */
export type ColumnType =
  | 'bigint'
  | 'smallint'
  | 'integer'
  | 'text'
  | 'double precision'
  | 'timestamptz'
  | 'uuid'
  | 'jsonb'
  | 'bigint[]';

/** The tables of raw rows. */
export type RawTable = 'logs' | 'logs_failed' | 'spans' | 'spans_failed' | 'metric_points';

type Columns = readonly (readonly [name: string, type: ColumnType])[];

const logColumns: Columns = [
  ['seq', 'integer'],
  ['time', 'timestamptz'],
  ['trace_id', 'uuid'],
  ['span_id', 'bigint'],
  ['resource_id', 'bigint'],
  ['severity', 'smallint'],
  ['fingerprint', 'bigint'],
  ['marks', 'smallint'],
  ['scope', 'text'],
  ['event_name', 'text'],
  ['body', 'text'],
  ['attributes', 'jsonb'],
];

const spanColumns: Columns = [
  ['time', 'timestamptz'],
  ['duration', 'bigint'],
  ['trace_id', 'uuid'],
  ['span_id', 'bigint'],
  ['parent_span_id', 'bigint'],
  ['resource_id', 'bigint'],
  ['kind', 'smallint'],
  ['status', 'smallint'],
  ['fingerprint', 'bigint'],
  ['marks', 'smallint'],
  ['scope', 'text'],
  ['name', 'text'],
  ['status_message', 'text'],
  ['trace_state', 'text'],
  ['attributes', 'jsonb'],
  ['events', 'jsonb'],
  ['links', 'jsonb'],
];

const pointColumns: Columns = [
  ['time', 'timestamptz'],
  ['series_id', 'bigint'],
  ['start_time', 'timestamptz'],
  ['marks', 'smallint'],
  ['value', 'double precision'],
  ['count', 'bigint'],
  ['sum', 'double precision'],
  ['min', 'double precision'],
  ['max', 'double precision'],
  ['scale', 'smallint'],
  ['zero_count', 'bigint'],
  ['zero_threshold', 'double precision'],
  ['positive_offset', 'integer'],
  ['negative_offset', 'integer'],
  ['counts', 'bigint[]'],
  ['negative_counts', 'bigint[]'],
  ['details', 'jsonb'],
];

/** Columns of each table in the order in which its rows' fields are encoded, after the batch's id. */
export const tableColumns: Readonly<Record<RawTable, Columns>> = {
  logs: logColumns,
  logs_failed: logColumns,
  spans: spanColumns,
  spans_failed: spanColumns,
  metric_points: pointColumns,
};
