import * as barchart from '@grafana/grafana-foundation-sdk/barchart';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import type { Page } from '../panels.ts';
import { page, rows, textVariable, unit, width } from '../panels.ts';
import { levelOf } from '../sql/logs.ts';
import { traceIdOf } from '../sql/scope.ts';
import { traceTree } from '../sql/trace.ts';

export const trace: Page = {
  name: 'trace',
  build: () =>
    page('trace', 'Trace', 'One trace: its spans in order, its logs. The time range plays no part.')
      .variables([textVariable('trace', 'Trace', '32 hexadecimal digits.')])
      .withPanel(
        new stat.PanelBuilder()
          .title('The trace')
          .noValue('Give a trace id above.')
          .reduceOptions(new common.ReduceDataOptionsBuilder().values(true).fields('/.*/'))
          .overrideByName('duration', [unit('s')])
          .span(24)
          .height(4)
          .withTarget(
            rows(`${traceTree}
select count(*) as spans, count(*) filter (where status = 2) as failed, count(distinct service) as services,
  max(extract(epoch from time - at)::float8 + duration / 1e9) as duration, min(time) as began
from spans, began having count(*) > 0`),
          ),
      )
      .withPanel(
        new barchart.PanelBuilder()
          .title('When and how long')
          .description('The first hundred spans, a parent above its children.')
          .orientation(common.VizOrientation.Horizontal)
          .stacking(common.StackingMode.Normal)
          .xField('span')
          .showValue(common.VisibilityMode.Never)
          .legend(new common.VizLegendOptionsBuilder().showLegend(false))
          .unit('s')
          // What stands before a bar is only where it begins.
          .overrideByName('begins', [
            { id: 'color', value: { mode: 'fixed', fixedColor: 'transparent' } },
            { id: 'custom.fillOpacity', value: 0 },
            { id: 'custom.lineWidth', value: 0 },
          ])
          .overrideByName('failed', [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }])
          .span(24)
          .height(14)
          .withTarget(
            rows(`${traceTree}, shown as (
  select *, row_number() over (order by path) as position from tree order by path limit 100
)
select position || ' ' || repeat('· ', depth) || name as span, extract(epoch from time - at)::float8 as begins,
  case when status <> 2 then duration / 1e9 else 0 end as ok, case when status = 2 then duration / 1e9 else 0 end as failed
from shown, began order by position`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Spans')
          .span(24)
          .height(14)
          .overrideByRegexp('begins|duration', [unit('s'), width(100)])
          .overrideByName('span', [width(360)])
          .withTarget(
            rows(`${traceTree}
select repeat('    ', depth) || name as span, service, extract(epoch from time - at)::float8 as begins, duration / 1e9 as duration,
  case kind when 1 then 'server' when 2 then 'client' when 3 then 'producer' when 4 then 'consumer' else 'internal' end as kind,
  status = 2 as failed, status_message as message, attributes::text as attributes, events::text as events, scope
from tree, began order by path`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Logs of the trace')
          .span(24)
          .height(10)
          .overrideByName('time', [width(190)])
          .overrideByName('level', [width(70)])
          .withTarget(
            rows(`select l.time, ${levelOf('l.severity')} as level, v.name as service, l.body as message, l.attributes::text as attributes
from signals.all_logs l left join signals.resources r on r.id = l.resource_id left join signals.services v on v.id = r.service_id
where l.trace_id = ${traceIdOf('trace')} order by l.time limit 2000`),
          ),
      )
      .build(),
};
