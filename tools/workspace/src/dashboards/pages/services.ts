import * as nodegraph from '@grafana/grafana-foundation-sdk/nodegraph';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import {
  environmentVariable,
  intervalVariable,
  linkTo,
  page,
  rows,
  series,
  serviceVariable,
  unit,
  width,
} from '../panels.ts';
import type { Page } from '../panels.ts';
import { calls, latencies, percentiles, percentilesBy } from '../sql/calls.ts';
import { point, pointWidth, seconds } from '../sql/scope.ts';
import { graphEdges, graphNodes, serviceCalls } from '../sql/service-map.ts';

const freshness =
  'Of more than six hours it is read from rollups, which are some minutes behind, in points no finer than an hour or a day.';

export const services: Page = {
  name: 'services',
  build: () =>
    page('services', 'Services', 'Rate, errors and duration of services, and who calls whom.')
      .variables([serviceVariable(), environmentVariable(), intervalVariable()])
      .withPanel(
        new stat.PanelBuilder()
          .title('Calls per second')
          .description(`Server and consumer spans of the window. ${freshness}`)
          .unit('reqps')
          .span(6)
          .height(4)
          .withTarget(
            rows(`${calls()}
select coalesce(sum(count), 0) / ${seconds} as "calls per second" from calls`),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Failed')
          .description('Part of calls whose span has the status error.')
          .unit('percentunit')
          .decimals(2)
          .span(6)
          .height(4)
          .withTarget(
            rows(`${calls()}
select coalesce(sum(failed) / nullif(sum(count), 0), 0) as failed from calls`),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('95th percentile')
          .unit('s')
          .span(6)
          .height(4)
          .withTarget(
            rows(`${percentilesBy(['1 as everything'])}
select p95 from percentiles`),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Services that answered')
          .span(6)
          .height(4)
          .withTarget(
            rows(`${calls()}
select count(distinct service) as services from calls`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Calls per second by service')
          .description(freshness)
          .unit('reqps')
          .span(8)
          .withTarget(
            series(`${calls()}
select $__timeGroupAlias(time, $interval), service as metric, sum(count) / (${pointWidth}) as "calls per second"
from calls group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Failed by service')
          .unit('percentunit')
          .min(0)
          .span(8)
          .withTarget(
            series(`${calls()}
select $__timeGroupAlias(time, $interval), service as metric, sum(failed) / sum(count) as failed
from calls group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('95th percentile by service')
          .unit('s')
          .min(0)
          .span(8)
          .withTarget(
            series(`${percentilesBy([point, 'service'])}
select point as "time", service as metric, p95 from percentiles order by 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Operations')
          .description(freshness)
          .span(24)
          .height(10)
          .overrideByName('operation', [linkTo('latency', 'Its latency', 'operation')])
          .overrideByName('per second', [unit('reqps')])
          .overrideByName('failed', [unit('percentunit')])
          .overrideByRegexp('p50|p95|p99|mean|max', [unit('s'), width(90)])
          .withTarget(
            rows(`${calls()}, ${latencies()}, ${percentiles(['service', 'operation'])}
select c.service, c.operation, sum(c.count) as calls, sum(c.count) / ${seconds} as "per second", sum(c.failed) / sum(c.count) as failed,
  max(p.p50) as p50, max(p.p95) as p95, max(p.p99) as p99, sum(c.duration_sum) / sum(c.count) / 1e9 as mean, max(c.duration_max) / 1e9 as max
from calls c join percentiles p on p.service = c.service and p.operation = c.operation
group by 1, 2 order by 3 desc limit 200`),
          ),
      )
      .withPanel(
        new nodegraph.PanelBuilder()
          .title('Who calls whom')
          .description(
            'From spans of the last hour of the window. Databases and others that send no spans are known by their callers.',
          )
          .span(14)
          .height(14)
          .withTarget(rows(graphNodes, 'nodes'))
          .withTarget(rows(graphEdges, 'edges')),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Calls between services')
          .description('From spans of the last hour of the window.')
          .span(10)
          .height(14)
          .overrideByName('failed', [unit('percentunit')])
          .overrideByName('mean', [unit('s')])
          .withTarget(
            rows(`${serviceCalls}
select source as "from", target as "to", kind, count as calls, failed::numeric / count as failed, mean from edges order by 4 desc limit 200`),
          ),
      )
      .build(),
};
