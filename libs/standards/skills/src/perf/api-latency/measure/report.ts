import type { Facts, Percentiles, RouteFacts } from '../facts.ts';
import { percentileNames } from '../facts.ts';
import { median, ratioOf, spreadOf } from '../judge/statistics.ts';

/** All numbers of a measurement as Markdown, for people. */
export function reportText(project: string, facts: Facts): string {
  const { routes, undriven, connections, stage, problem } = facts;
  const lines = [
    `# How long ${project} takes`,
    '',
    `${connections} connections. Milliseconds are medians of the rounds; "times" is the median of what the service took in each round as a multiple of what a bare server of the same machine took for as many bytes.`,
    '',
    ...(stage === 'done' ? [] : [`It came no further than: ${stage}. ${problem ?? ''}`, '']),
    '| route | p50 ms | times | p95 ms | times | p99 ms | times | bare p50 ms | its spread | answers | failed |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |',
    ...routes.map(row),
    '',
    ...undriven.map(({ route, reason }) => `- not driven: ${route}, ${reason}`),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function row(route: RouteFacts): string {
  const { rounds, statuses, unexpected, timeouts, broken } = route;
  const answers = Object.entries(statuses).map(([status, count]) => `${count} × ${status}`);
  const failed = String(unexpected + timeouts + broken);
  if (rounds.length === 0) {
    return `| ${[route.request, ...Array<string>(8).fill('-'), answers.join(', ') || '-', failed].join(' | ')} |`;
  }
  const ms = (which: 'service' | 'bare', name: keyof Percentiles): string =>
    median(rounds.map((round) => round[which][name])).toFixed(2);
  const cells = [
    route.request,
    ...percentileNames.flatMap((name) => [ms('service', name), ratioOf(route, name).toFixed(1)]),
    ms('bare', 'p50'),
    `${Math.round(spreadOf(route) * 100)} %`,
    answers.join(', '),
    failed,
  ];
  return `| ${cells.join(' | ')} |`;
}
