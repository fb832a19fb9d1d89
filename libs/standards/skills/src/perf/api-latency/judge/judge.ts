import type { Draft } from '@h-j-petroleum/standards-engine';
import type { Facts, RouteFacts } from '../facts.ts';
import { percentileNames } from '../facts.ts';
import type { messages } from '../messages.ts';
import type { Budgets, LatencySettings } from '../options.ts';
import { median, ratioOf, spreadOf } from './statistics.ts';

type Found = Omit<Draft<typeof messages>, 'file'>;

export interface Judgement {
  readonly found: readonly Found[];
  /** What was not judged, in one sentence; undefined where all was. */
  readonly unjudged: string | undefined;
}

export type AllBudgets = Readonly<Record<keyof Budgets, number>>;

/** Multiples of what a bare server takes; shares of the requests. */
const defaultBudgets: AllBudgets = { p50: 25, p95: 25, p99: 30, errors: 0 };

/** What is wrong by the facts of one measurement, and what could not be judged. */
export function judgeFacts(facts: Facts, settings: LatencySettings, noise: number): Judgement {
  const stopped = judgeStage(facts);
  if (stopped) return { found: [stopped], unjudged: undefined };
  const found: Found[] = facts.unknown.map((route) => ({
    ...{ message: 'route-unknown', data: { route, document: facts.document } },
    ...{ expected: `a route of ${facts.document}`, actual: route },
  }));
  if (facts.diedAt !== undefined) {
    found.push({
      ...{ message: 'died', data: { route: facts.diedAt } },
      ...{ expected: 'a process that runs until it is told to end', actual: facts.problem ?? '' },
    });
  }
  const noisy: RouteFacts[] = [];
  for (const route of facts.routes) {
    const budgets = budgetsOf(route.route, settings);
    const failing = judgeErrors(route, budgets.errors);
    if (failing) found.push(failing);
    // What fails is answered sooner or later than what works.
    else if (spreadOf(route) > noise) noisy.push(route);
    else found.push(...judgeTimes(route, budgets));
  }
  return { found, unjudged: unjudgedOf(facts, noisy, noise) };
}

function judgeStage({ stage, command, document, problem = '' }: Facts): Found | undefined {
  switch (stage) {
    case 'prepare':
    case 'start':
      return {
        ...{ message: 'start-failed', data: { command }, identity: stage, actual: problem },
        expected: stage === 'start' ? 'a process that runs until it is told to end' : 'exit code 0',
      };
    case 'listen':
      return {
        ...{ message: 'never-listens', data: { command }, actual: problem },
        expected:
          'a service that takes connections on 127.0.0.1 at the port that its environment names',
      };
    case 'document':
      return {
        ...{ message: 'document-unusable', data: { document }, actual: problem },
        expected: 'a document of OpenAPI 3.0 or 3.1 with the routes that are wanted',
      };
    case 'drive':
    case 'done':
      return undefined;
  }
}

/** The budgets of a route: its own over those of the service over the default ones. */
export function budgetsOf(route: string, { budgets, requests = {} }: LatencySettings): AllBudgets {
  const own = Object.hasOwn(requests, route) ? requests[route]?.budgets : undefined;
  const all: Budgets = { ...defaultBudgets, ...budgets, ...own };
  return {
    p50: all.p50 ?? defaultBudgets.p50,
    p95: all.p95 ?? defaultBudgets.p95,
    p99: all.p99 ?? defaultBudgets.p99,
    errors: all.errors ?? defaultBudgets.errors,
  };
}

function judgeErrors(route: RouteFacts, most: number): Found | undefined {
  const { unexpected, timeouts, broken, statuses } = route;
  const answers = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const failed = unexpected + timeouts + broken;
  const all = answers + timeouts + broken;
  if (all > 0 && failed / all <= most) return undefined;
  const parts = [
    ...Object.entries(statuses).map(([status, count]) => `${count} times status ${status}`),
    ...(timeouts > 0 ? [`${timeouts} without an answer in time`] : []),
    ...(broken > 0 ? [`${broken} broken connections`] : []),
  ];
  return {
    ...{ message: 'failing', data: { route: route.route } },
    expected: most === 0 ? 'no request that fails' : `at most ${percent(most)} that fail`,
    actual: all === 0 ? 'no answer at all' : `${failed} of ${all} failed: ${parts.join(', ')}`,
  };
}

function judgeTimes(route: RouteFacts, budgets: AllBudgets): Found[] {
  return percentileNames.flatMap((percentile): Found[] => {
    const ratio = ratioOf(route, percentile);
    if (ratio <= budgets[percentile]) return [];
    const own = median(route.rounds.map(({ service }) => service[percentile]));
    const bare = median(route.rounds.map((round) => round.bare[percentile]));
    return [
      {
        ...{ message: 'slow', data: { route: route.route, percentile } },
        expected: `at most ${budgets[percentile]} times what a bare server takes`,
        actual: `${ratio.toFixed(1)} times: ${own.toFixed(1)} ms against ${bare.toFixed(1)} ms, whose rounds lie ${percent(spreadOf(route))} apart`,
      },
    ];
  });
}

function unjudgedOf(
  { undriven, routes }: Facts,
  noisy: readonly RouteFacts[],
  noise: number,
): string | undefined {
  const said: string[] = [];
  if (noisy.length > 0) {
    const most = Math.max(...noisy.map(spreadOf));
    said.push(
      `Too noisy to judge ${noisy.length} of ${routes.length} routes: rounds of the bare server lie up to ${percent(most)} apart, more than ${percent(noise)}. Measure again on a machine that does less.`,
    );
  }
  if (undriven.length > 0) {
    said.push(
      `Not driven: ${undriven.map(({ route, reason }) => `${route} (${reason})`).join(', ')}. Say how under \`requests\`, or leave it out of \`routes\`.`,
    );
  }
  return said.length === 0 ? undefined : said.join(' ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
