import * as common from '@grafana/grafana-foundation-sdk/common';
import type { ValueMapping, ValueMappingResult } from '@grafana/grafana-foundation-sdk/dashboard';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
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
  unit,
  width,
} from '../panels.ts';
import { hexOf } from '../sql/scope.ts';
import { caseCounts, cases, lastCases, lastRuns, runDurations } from '../sql/tests.ts';

const coloured = (of: Readonly<Record<string, ValueMappingResult>>): ValueMapping[] => [
  { type: MappingType.ValueToText, options: { ...of } },
];
const passed = (text: string): ValueMappingResult => ({ text, color: 'green', index: 0 });
const failed = (text: string): ValueMappingResult => ({ text, color: 'red', index: 1 });

export const tests: Page = {
  name: 'tests',
  build: () =>
    page(
      'tests',
      'Test health',
      'Runs of tests as npm run record stores them: what fails, what is flaky, what is slow.',
    )
      .time({ from: 'now-2d', to: 'now' })
      .variables([
        choiceVariable(
          'project',
          'Project',
          "select distinct name from signals.services where namespace = 'tests' order by 1",
        ),
        environmentVariable(),
        intervalVariable(),
      ])
      .withPanel(
        new stat.PanelBuilder()
          .title('Last runs that failed')
          .span(6)
          .height(4)
          .withTarget(
            rows(
              `${lastRuns}\nselect count(*) filter (where status = 'failure') as failing from last_runs`,
            ),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Tests in the last runs')
          .span(6)
          .height(4)
          .withTarget(
            rows(`${lastCases}\nselect coalesce(sum(count), 0) as tests from last_cases`),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Runs in the window')
          .span(6)
          .height(4)
          .withTarget(rows(`${runDurations}\nselect count(*) as runs from points`)),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Tests that are flaky')
          .description('Passed and failed at one revision.')
          .span(6)
          .height(4)
          .withTarget(
            rows(`${cases}
select count(*) as flaky from (
  select project, target, suite, test, revision from cases group by 1, 2, 3, 4, 5
  having bool_or(result = 'pass') and bool_or(result = 'fail')
) f`),
          ),
      )
      .withPanel(
        new statetimeline.PanelBuilder()
          .title('Runs')
          .mappings(coloured({ '1': passed('passed'), '0': failed('failed') }))
          .mergeValues(false)
          .showValue(common.VisibilityMode.Never)
          .span(24)
          .height(9)
          .withTarget(
            series(`${runDurations}
select time, (attributes->>'project') || ' ' || (attributes->>'target') as metric,
  case attributes->>'status' when 'success' then 1 else 0 end as passed
from points order by 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Last runs')
          .span(14)
          .height(10)
          .overrideByName('duration', [unit('s'), width(90)])
          .overrideByName('status', [
            {
              id: 'mappings',
              value: coloured({ success: passed('success'), failure: failed('failure') }),
            },
            width(90),
          ])
          .overrideByName('trace', [linkTo('trace', 'Its trace', 'trace')])
          .withTarget(
            rows(`${lastCases}
select r.project, r.target, r.status, r.began, r.duration, coalesce(sum(c.count) filter (where c.result = 'pass'), 0) as passed,
  coalesce(sum(c.count) filter (where c.result = 'fail'), 0) as failed, coalesce(sum(c.count) filter (where c.result = 'skipped'), 0) as skipped, r.trace
from last_runs r left join last_cases c on c.project = r.project and c.target = r.target
group by r.project, r.target, r.status, r.began, r.duration, r.trace order by r.status, r.project, r.target`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('How long runs take')
          .unit('s')
          .min(0)
          .drawStyle(common.GraphDrawStyle.Points)
          .span(10)
          .height(10)
          .withTarget(
            series(`${runDurations}
select $__timeGroupAlias(time, $interval), (attributes->>'project') || ' ' || (attributes->>'target') as metric, max(value) as duration
from points group by 1, 2 order by 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Failed tests')
          .description('Of the last 300 runs of the window whose spans are kept.')
          .span(24)
          .height(10)
          .overrideByName('trace', [linkTo('trace', 'Its trace', 'trace'), width(280)])
          .withTarget(
            rows(`${cases}
select max(time) as "last failed", project, target, suite, test, count(*) as times, (array_agg(message order by time desc))[1] as message,
  ${hexOf('(array_agg(trace_id order by time desc))[1]')} as trace
from cases where result = 'fail' group by 2, 3, 4, 5 order by 1 desc limit 200`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Flaky tests')
          .description('Passed and failed at one revision.')
          .span(12)
          .height(10)
          .withTarget(
            rows(`${cases}
select project, target, suite, test, left(revision, 12) as revision, count(*) filter (where result = 'pass') as passed, count(*) filter (where result = 'fail') as failed
from cases group by project, target, suite, test, revision
having bool_or(result = 'pass') and bool_or(result = 'fail') order by 7 desc limit 100`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Slowest tests')
          .span(12)
          .height(10)
          .overrideByRegexp('mean|max', [unit('s'), width(90)])
          .withTarget(
            rows(`${cases}
select project, target, suite, test, count(*) as runs, avg(seconds) as mean, max(seconds) as max
from cases where result <> 'skipped' group by 1, 2, 3, 4 order by 6 desc limit 100`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('Tests by result')
          .span(24)
          .height(8)
          .withTarget(
            series(`${caseCounts}, runs as (
  select $__timeGroup(time, $interval) as point, attributes->>'project' as project, attributes->>'target' as target, attributes->>'result' as result, max(value) as count
  from points group by 1, 2, 3, 4
)
select point as "time", result as metric, sum(count) as tests from runs group by 1, 2 order by 1`),
          ),
      )
      .build(),
};
