import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { Page } from '../panels.ts';
import {
  environmentVariable,
  intervalVariable,
  page,
  rows,
  series,
  unit,
  width,
} from '../panels.ts';
import { counters, gauges } from '../sql/metrics.ts';

const everywhere = 'true';
const exported = counters({
  series: `s.name in ('otel.sdk.exporter.log.exported', 'otel.sdk.exporter.span.exported', 'otel.sdk.exporter.metric_data_point.exported')`,
  services: everywhere,
});
const memory = gauges({ series: `s.name = 'signals.writer.memory.used'`, services: everywhere });
const waiting = gauges({
  series: `s.name in ('otel.sdk.processor.log.queue.size', 'otel.sdk.processor.span.queue.size', 'otel.sdk.processor.metric_data_point.queue.size')`,
  services: everywhere,
});
// Names of the collector's own metrics: https://opentelemetry.io/docs/collector/internal-telemetry/
const collectorQueue = gauges({
  series: `s.name = 'otelcol_exporter_queue_size'`,
  services: everywhere,
});
const collectorRefusals = counters({
  series: `(s.name like 'otelcol\\_receiver\\_refused\\_%' or s.name like 'otelcol\\_exporter\\_send\\_failed\\_%' or s.name like 'otelcol\\_exporter\\_enqueue\\_failed\\_%')`,
  services: everywhere,
});

export const store: Page = {
  name: 'store',
  build: () =>
    page(
      'store',
      'The store itself',
      'What comes in, what is dropped on the way, what waits, and how large it is.',
    )
      .variables([environmentVariable(), intervalVariable()])
      .withPanel(
        new stat.PanelBuilder()
          .title('Waits for the rollups')
          .description(
            'Batches that no rollup has counted. Maintenance that does not run shows here.',
          )
          .span(6)
          .height(4)
          .withTarget(rows(`select count(*) as batches from signals.batches where not folded`)),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Waits since')
          .unit('s')
          .span(6)
          .height(4)
          .withTarget(
            rows(
              `select coalesce(extract(epoch from now() - min(stored_at)), 0)::float8 as age from signals.batches where not folded`,
            ),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Last batch came')
          .unit('s')
          .span(6)
          .height(4)
          .withTarget(
            rows(
              `select extract(epoch from now() - max(stored_at))::float8 as "seconds ago" from signals.batches`,
            ),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Size of the database')
          .unit('bytes')
          .span(6)
          .height(4)
          .withTarget(rows(`select pg_database_size(current_database()) as bytes`)),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Rows stored per second')
          .description('Batches are remembered for a week.')
          .unit('cps')
          .span(12)
          .withTarget(
            series(`select $__timeGroupAlias(stored_at, $interval), signal as metric, sum(rows) / extract(epoch from interval '$interval') as "rows per second"
from signals.batches where $__timeFilter(stored_at) group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Dropped by services')
          .description('Records that a writer gave up, by service and reason (error.type).')
          .span(12)
          .withTarget(
            series(`${exported}
select $__timeGroupAlias(time, $interval), service || ' ' || (attributes->>'error.type') as metric, sum(added) as dropped
from points where attributes->>'error.type' is not null and added is not null group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Stored by services')
          .span(8)
          .withTarget(
            series(`${exported}
select $__timeGroupAlias(time, $interval), service as metric, sum(added) as stored
from points where attributes->>'error.type' is null and added is not null group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Waits in services')
          .description('Records that a writer has and has not sent.')
          .span(8)
          .withTarget(
            series(`${waiting}
select $__timeGroupAlias(time, $interval), service as metric, max(value) as records from points group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Memory of writers')
          .unit('bytes')
          .span(8)
          .withTarget(
            series(`${memory}
select $__timeGroupAlias(time, $interval), service as metric, max(value) as used from points group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title("The collector's queue")
          .unit('bytes')
          .span(12)
          .height(7)
          .withTarget(
            series(`${collectorQueue}
select $__timeGroupAlias(time, $interval), coalesce(attributes->>'data_type', attributes->>'exporter', service) as metric, max(value) as queued
from points group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('What the collector refused or could not send')
          .span(12)
          .height(7)
          .withTarget(
            series(`${collectorRefusals}
select $__timeGroupAlias(time, $interval), name as metric, sum(added) as records
from points where added is not null group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Tables')
          .description(
            'Rows as the server estimates them; sizes with indexes. Of TimescaleDB, what is compressed stands in a row of its own.',
          )
          .span(12)
          .height(12)
          .overrideByName('bytes', [unit('bytes'), width(110)])
          .withTarget(
            rows(`select c.relname as "table", sum(greatest(p.reltuples, 0))::bigint as rows, sum(pg_total_relation_size(p.oid))::bigint as bytes, count(*) as parts
from pg_class c join pg_namespace n on n.oid = c.relnamespace
cross join lateral (
  select c.oid, c.reltuples where c.relkind = 'r'
  union all
  select i.oid, i.reltuples from pg_inherits h join pg_class i on i.oid = h.inhrelid where h.inhparent = c.oid
) p
where n.nspname = 'signals' and c.relkind in ('r', 'p') and not c.relispartition group by 1
union all
select '(compressed chunks)', coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint, coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint, count(*)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = '_timescaledb_internal' and c.relname like 'compress\\_hyper\\_%' and c.relkind = 'r'
order by 3 desc, 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Metrics with the most series')
          .span(12)
          .height(12)
          .withTarget(
            rows(`select s.name, s.kind, s.unit, count(*) as series, count(distinct s.resource_id) as resources, max(s.first_seen) as "last new"
from signals.metric_series s group by 1, 2, 3 order by 4 desc limit 100`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('How long is kept')
          .span(8)
          .height(8)
          .withTarget(
            rows(
              `select tier, coalesce(keep::text, 'for ever') as keep, coalesce(compress_after::text, '') as "compressed after" from signals.retention order by 1`,
            ),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Services')
          .span(10)
          .height(8)
          .withTarget(
            rows(`select v.namespace, v.name, v.environment, count(r.id) as resources, v.first_seen as "first seen"
from signals.services v left join signals.resources r on r.service_id = v.id group by v.id, v.namespace, v.name, v.environment, v.first_seen order by 5 desc limit 200`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Schema')
          .span(6)
          .height(8)
          .withTarget(
            rows(
              `select s.profile, m.name as migration, m."timestamp" as applied from signals.migrations m cross join signals.settings s order by 2`,
            ),
          ),
      )
      .build(),
};
