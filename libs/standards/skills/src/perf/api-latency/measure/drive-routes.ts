import type autocannon from 'autocannon';
import type { RouteRequest } from '../document/routes.ts';
import { isExpected } from '../document/routes.ts';
import type { RouteFacts } from '../facts.ts';
import { percentilesOf } from '../judge/statistics.ts';
import type { LatencyOptions } from '../options.ts';
import type { BareServer } from './bare-server.ts';
import type { Driven, Load } from './drive.ts';
import { drive } from './drive.ts';

/** It is so quick that a round of as many requests would be over before the machine has turned to anything else. */
const bareRequests = 5;

export interface Rounds {
  readonly cannon: typeof autocannon;
  readonly load: LatencyOptions['load'];
  /** Where the service listens: `http://127.0.0.1:4301`. */
  readonly origin: string;
  readonly bare: BareServer;
}

/**
 * Drives one route and the bare server in turns, the one first in every other round, so that neither always finds the machine
 * as the other left it. A round before those that count lets both compile what they run.
 */
export async function driveRoute(
  request: RouteRequest,
  { cannon, load, origin, bare }: Rounds,
): Promise<RouteFacts> {
  const common = {
    ...{ method: request.method, headers: request.headers, body: request.body },
    ...{ connections: load.connections, timeoutSeconds: load.timeoutSeconds },
  };
  const own: Load = { ...common, url: origin + request.path, requests: load.requests };
  const first = await drive(cannon, own);
  const rounds: RouteFacts['rounds'] = [];
  const all: Driven[] = [first];
  const other: Load = {
    ...own,
    url: bare.urlFor(first.bytes),
    requests: load.requests * bareRequests,
  };
  if (!isBroken(first)) await drive(cannon, other);
  for (let round = 0; round < load.rounds && !all.some(isBroken); round++) {
    const before = round % 2 === 0 ? await drive(cannon, other) : undefined;
    const service = await drive(cannon, own);
    const compared = before ?? (await drive(cannon, other));
    all.push(service);
    if (service.times.length === 0 || compared.times.length === 0) break;
    rounds.push({
      service: percentilesOf(service.times),
      bare: percentilesOf(compared.times),
    });
  }
  return { ...summed(request, all), bytes: first.bytes, rounds };
}

/** What failed so often that it was given up. */
function isBroken({ times, timeouts, broken }: Driven): boolean {
  return times.length === 0 || timeouts + broken > 0;
}

function summed(
  { route, method, path, status }: RouteRequest,
  all: readonly Driven[],
): Omit<RouteFacts, 'bytes' | 'rounds'> {
  const statuses: Record<string, number> = {};
  let unexpected = 0;
  let timeouts = 0;
  let broken = 0;
  for (const one of all) {
    timeouts += one.timeouts;
    broken += one.broken;
    for (const [code, count] of one.statuses) {
      statuses[code] = (statuses[code] ?? 0) + count;
      if (!isExpected(code, status)) unexpected += count;
    }
  }
  return { route, request: `${method} ${path}`, statuses, unexpected, timeouts, broken };
}
