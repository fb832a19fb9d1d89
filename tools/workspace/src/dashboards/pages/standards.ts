import * as common from '@grafana/grafana-foundation-sdk/common';
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
import { lastReport, reports } from '../sql/standards.ts';

const outcomes = 'standards.outcome.count';
const findings = 'standards.finding.count';

const stacked = (): timeseries.PanelBuilder =>
  new timeseries.PanelBuilder()
    .min(0)
    .fillOpacity(40)
    .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal))
    .span(12)
    .height(9);

/** The last report of each point in time, so that two of one point are not added up. */
const lastOfPoint = (metric: string, by: string): string => `${reports(metric)}, placed as (
  select $__timeGroup(time, $interval) as point, time, ${by} as what, count from reports
), last_of as (
  select point, max(time) as time from placed group by 1
)
select p.point as "time", p.what as metric, sum(p.count) as count
from placed p join last_of l on l.point = p.point and l.time = p.time group by 1, 2 order by 1`;

export const standards: Page = {
  name: 'standards',
  build: () =>
    page(
      'standards',
      'Standards adoption',
      'Reports of the gate as npm run record stores them: which standards hold where, and what is open.',
    )
      .time({ from: 'now-30d', to: 'now' })
      .variables([environmentVariable(), intervalVariable()])
      .withPanel(
        new stat.PanelBuilder()
          .title('Checks that pass')
          .description('Of the checks of the last report that had something to check.')
          .unit('percentunit')
          .decimals(1)
          .span(6)
          .height(4)
          .withTarget(
            rows(`${lastReport(outcomes)}
select coalesce(sum(count) filter (where outcome = 'pass') / nullif(sum(count) filter (where outcome in ('pass', 'fail', 'error')), 0), 0) as passing from report`),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Standards that are enforced')
          .unit('percentunit')
          .span(6)
          .height(4)
          .withTarget(
            rows(`${lastReport(outcomes)}
select coalesce(count(distinct skill) filter (where mode = 'enforce')::numeric / nullif(count(distinct skill), 0), 0) as enforced from report`),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Open findings')
          .description('Of the last report, without those that the baseline accepts.')
          .span(6)
          .height(4)
          .withTarget(
            rows(`${lastReport(findings)}
select coalesce(sum(count) filter (where accepted <> 'true'), 0) as open from report`),
          ),
      )
      .withPanel(
        new stat.PanelBuilder()
          .title('Crashed checks')
          .span(6)
          .height(4)
          .withTarget(
            rows(`${lastReport(outcomes)}
select coalesce(sum(count) filter (where outcome = 'error'), 0) as crashed from report`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Standards')
          .description('Projects of the last report, by what became of each standard in them.')
          .span(14)
          .height(11)
          .overrideByName('adopted', [unit('percentunit'), width(90)])
          .withTarget(
            rows(`${lastReport(outcomes)}
select skill, min(mode) as mode, coalesce(sum(count) filter (where outcome = 'pass'), 0) as pass, coalesce(sum(count) filter (where outcome = 'fail'), 0) as fail,
  coalesce(sum(count) filter (where outcome = 'error'), 0) as crashed, coalesce(sum(count) filter (where outcome = 'not-applicable'), 0) as "nothing to check",
  coalesce(sum(count) filter (where outcome = 'not-supported'), 0) as "not supported",
  coalesce(sum(count) filter (where outcome = 'pass') / nullif(sum(count) filter (where outcome in ('pass', 'fail', 'error')), 0), 1) as adopted
from report group by skill order by 8, 1`),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Projects')
          .span(10)
          .height(11)
          .overrideByName('adopted', [unit('percentunit'), width(90)])
          .withTarget(
            rows(`${lastReport(outcomes)}
select project, coalesce(sum(count) filter (where outcome = 'pass'), 0) as pass, coalesce(sum(count) filter (where outcome = 'fail'), 0) as fail,
  coalesce(sum(count) filter (where outcome = 'pass') / nullif(sum(count) filter (where outcome in ('pass', 'fail', 'error')), 0), 1) as adopted
from report group by project order by 4, 1`),
          ),
      )
      .withPanel(
        stacked()
          .title('Outcomes')
          .withTarget(series(lastOfPoint(outcomes, 'outcome'))),
      )
      .withPanel(
        stacked()
          .title('Findings')
          .description('By mode; what the baseline accepts on its own.')
          .withTarget(
            series(
              lastOfPoint(findings, "case when accepted = 'true' then 'accepted' else mode end"),
            ),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Findings of the last report')
          .span(12)
          .height(10)
          .withTarget(
            rows(`${lastReport(findings)}
select project, skill, mode, accepted = 'true' as accepted, fixable = 'true' as fixable, sum(count) as findings
from report group by 1, 2, 3, 4, 5 order by 6 desc limit 200`),
          ),
      )
      .withPanel(
        new timeseries.PanelBuilder()
          .title('What checks take')
          .description('Of all projects together, by standard.')
          .unit('s')
          .min(0)
          .span(12)
          .height(10)
          .withTarget(series(lastOfPoint('standards.check.duration', 'skill'))),
      )
      .build(),
};
