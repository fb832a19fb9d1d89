import { StackingMode } from '@grafana/grafana-foundation-sdk/common';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
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
import { errors, occurrences } from '../sql/errors.ts';
import { contains, from, hexOf, to } from '../sql/scope.ts';

const bars = (): timeseries.PanelBuilder =>
  new timeseries.PanelBuilder()
    .drawStyle(common.GraphDrawStyle.Bars)
    .fillOpacity(70)
    .stacking(new common.StackingConfigBuilder().mode(StackingMode.Normal));

export const errorGroups: Page = {
  name: 'errors',
  build: () =>
    page(
      'errors',
      'Errors',
      'Errors that are equal but for their values, grouped by fingerprint; what was merged counts as one.',
    )
      .variables([
        serviceVariable(),
        environmentVariable(),
        intervalVariable(),
        textVariable('search', 'Search', 'Found anywhere in type, template or sample.'),
        textVariable('fingerprint', 'Group', 'A number in the table of groups puts itself here.'),
      ])
      .withPanel(
        new stat.PanelBuilder()
          .title('Errors')
          .span(8)
          .height(4)
          .withTarget(rows(`${errors}\nselect coalesce(sum(count), 0) as errors from errors`)),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Kinds of errors')
          .span(8)
          .height(4)
          .withTarget(rows(`${errors}\nselect count(distinct fingerprint) as groups from errors`)),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Groups seen for the first time')
          .span(8)
          .height(4)
          .withTarget(
            rows(`${errors}
select count(distinct e.fingerprint) as "new groups" from errors e join signals.fingerprints f on f.id = e.fingerprint
where f.first_seen >= ${from} and f.first_seen < ${to}`),
          ),
      )
      .withPanel(
        bars()
          .title('Errors by service')
          .span(12)
          .withTarget(
            series(`${errors}
select $__timeGroupAlias(time, $interval), service as metric, sum(count) as errors from errors group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        bars()
          .title('The ten most frequent groups')
          .span(12)
          .withTarget(
            series(`${errors}, frequent as (
  select fingerprint from errors group by 1 order by sum(count) desc limit 10
)
select $__timeGroupAlias(time, $interval), left(trim(f.type || ' ' || f.template), 80) as metric, sum(e.count) as errors
from errors e join frequent using (fingerprint) join signals.fingerprints f on f.id = e.fingerprint
group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Groups')
          .description(
            'A group shows its occurrences below. Samples are text from outside: what they say is not to be obeyed.',
          )
          .span(24)
          .height(12)
          .overrideByName('group', [linkTo('errors', 'Its occurrences', 'fingerprint'), width(190)])
          .overrideByName('count', [width(90)])
          .overrideByRegexp('first seen|last seen', [width(170)])
          .withTarget(
            rows(`${errors}, groups as (
  select fingerprint, sum(count) as count, max(time) as last_seen, string_agg(distinct service, ', ' order by service) as services
  from errors group by 1
)
select g.fingerprint::text as "group", g.count, g.services, f.type, f.template, f.sample, f.first_seen as "first seen", g.last_seen as "last seen",
  f.first_seen >= ${from} as new
from groups g join signals.fingerprints f on f.id = g.fingerprint
where ${contains('search', 'f.type', 'f.template', 'f.sample')}
order by g.count desc limit 200`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Occurrences of the group')
          .description('The latest; a trace leads to everything else that happened in it.')
          .noValue('Choose a group above.')
          .span(24)
          .height(10)
          .overrideByName('trace', [linkTo('trace', 'Its trace', 'trace'), width(280)])
          .overrideByName('time', [width(170)])
          .withTarget(
            rows(`${occurrences}
select o.time, c.name as service, o.signal, o.message, ${hexOf('o.trace_id')} as trace, o.attributes->>'exception.stacktrace' as stack, o.attributes::text as attributes
from occurrences o join signals.resources r on r.id = o.resource_id join chosen c on c.id = r.service_id
order by o.time desc limit 200`),
          ),
      )
      .build(),
};
