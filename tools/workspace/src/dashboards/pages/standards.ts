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

const overTime = (metric: string, by: string): string => `${reports(metric)}
select point as "time", ${by} as metric, sum(count) as count from reports group by 1, 2 order by 1`;

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
          .description('Of the checks that had something to check, each as its last report has it.')
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
          .description('Without those that the baseline accepts.')
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
          .description('In how many projects each holds, as their last reports have it.')
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
          .withTarget(series(overTime(outcomes, 'outcome'))),
      )
      .withPanel(
        stacked()
          .title('Findings')
          .description('By mode; what the baseline accepts on its own.')
          .withTarget(
            series(overTime(findings, "case when accepted = 'true' then 'accepted' else mode end")),
          ),
      )
      .withPanel(
        new table.PanelBuilder()
          .title('Open and accepted findings')
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
          .withTarget(series(overTime('standards.check.duration', 'skill'))),
      )
      .build(),
};
