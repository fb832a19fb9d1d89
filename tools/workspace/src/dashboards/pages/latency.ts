import { HeatmapCellLayout } from '@grafana/grafana-foundation-sdk/common';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { Page } from '../panels.ts';
import {
  choiceVariable,
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
import { calls, latencies, percentiles, percentilesBy } from '../sql/calls.ts';
import {
  chosenServices,
  from,
  hexOf,
  infrastructure,
  isChosen,
  point,
  pointWidth,
  to,
} from '../sql/scope.ts';

const scope = { where: isChosen('s.name', 'operation') };

// An octave a row: from (65, 131] microseconds, with all that is faster, to (69, 137] seconds, with all that is slower.
const octaves = Array.from({ length: 21 }, (_, at) => at + 16);
const first = octaves[0];
const last = octaves.at(-1);

/** A column for each octave, named by its upper bound in seconds: the order in which the heatmap stacks them. */
const octaveColumns = octaves
  .map((octave) => {
    const lower = octave === first ? '' : `bin >= ${octave * 8}`;
    const upper = octave === last ? '' : `bin < ${(octave + 1) * 8}`;
    const within = [lower, upper].filter((one) => one !== '').join(' and ');
    const bound = Number((2 ** (octave + 1) / 1e9).toPrecision(3));
    return `  coalesce(sum(count) filter (where ${within}), 0)::float8 as "${bound}"`;
  })
  .join(',\n');

export const latency: Page = {
  name: 'latency',
  build: () =>
    page(
      'latency',
      'Latency',
      'How long calls took: all of them as a heatmap, percentiles, the slowest operations and spans.',
    )
      .variables([
        serviceVariable(),
        environmentVariable(),
        choiceVariable(
          'operation',
          'Operation',
          `select distinct s.name from signals.span_rollups_daily s join signals.services v on v.id = s.service_id
where s.kind in (1, 4) and v.namespace not in ${infrastructure} and ${isChosen('v.name', 'service')} order by 1 limit 1000`,
        ),
        intervalVariable(),
      ])
      .withPanel(
        new heatmap.PanelBuilder()
          .title('Durations')
          .description('Calls by their duration; a row is an octave, named by its upper bound.')
          .calculate(false)
          .rowsFrame(new heatmap.RowsHeatmapOptionsBuilder().layout(HeatmapCellLayout.Le))
          .yAxis(new heatmap.YAxisConfigBuilder().unit('s'))
          .span(24)
          .height(10)
          .withTarget(
            series(`with ${chosenServices}, ${latencies(scope)}
select $__timeGroupAlias(time, $interval),
${octaveColumns}
from latencies group by 1 order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Percentiles')
          .description('From histograms of eight bins an octave: off by 4.5 % at most.')
          .unit('s')
          .min(0)
          .span(12)
          .withTarget(
            series(`${percentilesBy([point], scope)}
select point as "time", p50, p95, p99 from percentiles order by 1`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('99th percentile by operation')
          .description('The ten busiest operations.')
          .unit('s')
          .min(0)
          .span(12)
          .withTarget(
            series(`with ${chosenServices}, ${latencies(scope)}, busiest as (
  select service, operation from latencies group by 1, 2 order by sum(count) desc limit 10
), ${percentiles([point, 'service', 'operation'], 'latencies join busiest using (service, operation)')}
select point as "time", service || ' ' || operation as metric, p99 from percentiles order by 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Slowest operations')
          .span(12)
          .height(12)
          .overrideByRegexp('p50|p95|p99|max|time spent', [unit('s'), width(100)])
          .withTarget(
            rows(`${calls(scope)}, ${latencies(scope)}, ${percentiles(['service', 'operation'])}
select c.service, c.operation, sum(c.count) as calls, max(p.p50) as p50, max(p.p95) as p95, max(p.p99) as p99,
  max(c.duration_max) / 1e9 as max, sum(c.duration_sum) / 1e9 as "time spent"
from calls c join percentiles p on p.service = c.service and p.operation = c.operation
group by 1, 2 order by 6 desc limit 100`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Slowest calls')
          .description(
            'Of the last hour of the window, and of six days at most: successes are kept no longer.',
          )
          .span(12)
          .height(12)
          .overrideByName('duration', [unit('s'), width(100)])
          .overrideByName('trace', [linkTo('trace', 'Its trace', 'trace')])
          .withTarget(
            rows(`with ${chosenServices}
select s.time, c.name as service, s.name as operation, s.duration / 1e9 as duration, s.status = 2 as failed, ${hexOf('s.trace_id')} as trace
from signals.all_spans s join signals.resources r on r.id = s.resource_id join chosen c on c.id = r.service_id
where s.time >= greatest(${from}, ${to} - interval '1 hour') and s.time < ${to} and s.kind in (1, 4) and ${scope.where}
order by s.duration desc limit 50`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Time spent by service')
          .description('Seconds of work in a second: how many calls were under way on average.')
          .span(24)
          .height(7)
          .withTarget(
            series(`${calls(scope)}
select $__timeGroupAlias(time, $interval), service as metric, sum(duration_sum) / 1e9 / (${pointWidth}) as "under way"
from calls group by 1, 2 order by 1`),
          ),
      )
      .build(),
};
