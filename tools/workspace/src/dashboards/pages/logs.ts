import * as common from '@grafana/grafana-foundation-sdk/common';
import { CustomVariableBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import * as logsPanel from '@grafana/grafana-foundation-sdk/logs';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { Page } from '../panels.ts';
import {
  environmentVariable,
  intervalVariable,
  linkTo,
  page,
  rows,
  series,
  serviceVariable,
  textVariable,
  width,
} from '../panels.ts';
import { levelOf, latestLogs, logCounts } from '../sql/logs.ts';
import { hexOf } from '../sql/scope.ts';

export const logs: Page = {
  name: 'logs',
  build: () =>
    page('logs', 'Logs', 'What services say, by severity, searched and linked to traces.')
      .variables([
        serviceVariable(),
        environmentVariable(),
        intervalVariable(),
        new CustomVariableBuilder('severity')
          .label('At least')
          .values('trace : 1,debug : 5,info : 9,warn : 13,error : 17,fatal : 21')
          .current({ selected: true, text: 'trace', value: '1' }),
        textVariable('search', 'Search', 'Found anywhere in the message or the attributes.'),
      ])
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Records by severity')
          .description(
            'Not narrowed by the search. Of more than six hours it is read from rollups, which are some minutes behind.',
          )
          .drawStyle(common.GraphDrawStyle.Bars)
          .fillOpacity(70)
          .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal))
          .span(16)
          .height(7)
          .withTarget(
            series(`${logCounts}
select $__timeGroupAlias(time, $interval), ${levelOf('severity')} as metric, sum(count) as records from counted group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Records by service')
          .span(8)
          .height(7)
          .withTarget(
            rows(`${logCounts}
select service, sum(count) as records, coalesce(sum(count) filter (where severity >= 17), 0) as errors from counted group by 1 order by 2 desc limit 100`),
          ),
      )
      .withPanel(
        new logsPanel.PanelBuilder()
          .title('Latest records')
          .description('The latest 500 of the window.')
          .showTime(true)
          .wrapLogMessage(true)
          .enableLogDetails(true)
          .sortOrder(common.LogsSortOrder.Descending)
          .dedupStrategy(common.LogsDedupStrategy.None)
          .span(24)
          .height(14)
          .withTarget(
            rows(`${latestLogs}
select l.time, l.body, ${levelOf('l.severity')} as level, c.name as service, l.scope as logger, ${hexOf('l.trace_id')} as trace, l.attributes::text as attributes
from latest l join signals.resources r on r.id = l.resource_id join chosen c on c.id = r.service_id order by l.time desc limit 500`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Records with their traces')
          .span(24)
          .height(12)
          .overrideByName('trace', [linkTo('trace', 'Its trace', 'trace'), width(280)])
          .overrideByName('time', [width(170)])
          .overrideByName('level', [width(70)])
          .withTarget(
            rows(`${latestLogs}
select l.time, ${levelOf('l.severity')} as level, c.name as service, l.body as message, ${hexOf('l.trace_id')} as trace, l.attributes::text as attributes
from latest l join signals.resources r on r.id = l.resource_id join chosen c on c.id = r.service_id
where l.trace_id is not null order by l.time desc limit 500`),
          ),
      )
      .build(),
};
