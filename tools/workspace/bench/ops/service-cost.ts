import type { Aim, Measurement } from '../measurement.ts';
import { compare, rounded } from '../measurement.ts';
import type { Volley } from './load.ts';
import { fire } from './load.ts';
import type { OpsDatabase } from './database.ts';
import type { Parties } from './parties.ts';
import { idsOf, senderTo } from './requests.ts';
import type { Statements } from './statements.ts';
import { statementsOf } from './statements.ts';

export interface Rounds {
  /** Requests of a round. */
  readonly amount: number;
  readonly connections: number;
  readonly rounds: number;
  /** Seconds after which no further round begins, once there were three. */
  readonly seconds: number;
  readonly progress: (text: string) => void;
}

const servers = ['full', 'silent', 'bare'] as const;
type Server = (typeof servers)[number];
type Results = Readonly<Record<Server, { create: Volley[]; decide: Volley[]; keyed: Volley[] }>>;

const latencyAim: Aim = { is: 'at most', ratio: 2 };
const shareAim: Aim = { is: 'at most', ratio: 0.1 };

/** Create and decide, in rounds that take turns: with everything on, without signals, and bare. */
export async function serviceCost(
  database: OpsDatabase,
  parties: Parties,
  run: Rounds,
): Promise<{ readonly measured: Measurement[]; readonly statements: Statements[] }> {
  const sender = await senderTo(parties);
  const of = () => ({ create: [], decide: [], keyed: [] });
  const results: Results = { full: of(), silent: of(), bare: of() };
  const started = performance.now();
  const isLate = (): boolean => (performance.now() - started) / 1000 > run.seconds;
  for (let round = 0; round <= run.rounds && !(round > 3 && isLate()); round++) {
    for (const server of turned(servers, round)) {
      const target = parties[server];
      const created = await fire(target, sender.create(), run);
      const decided = await fire(target, sender.decide(idsOf(created.answers)), run);
      const keyed = server === 'full' ? await fire(target, sender.create(true), run) : undefined;
      // The first round warms up.
      if (round === 0) continue;
      results[server].create.push(created);
      results[server].decide.push(decided);
      if (keyed !== undefined) results[server].keyed.push(keyed);
    }
    run.progress(`create and decide: round ${round} of ${run.rounds}`);
    // Callbacks that wait for their turn would be looked through by every later round.
    await database.pool.query("delete from pgboss.job where name = 'approval-api.webhook'");
    // What autovacuum would do in a minute: without figures of its tables the server plans as if they were empty.
    await database.pool.query('vacuum analyze');
  }
  const measured = [
    ...comparisons('create', results.full.create, results.bare.create),
    ...comparisons('decide', results.full.decide, results.bare.decide),
    ...comparisons('create with Idempotency-Key', results.full.keyed, results.bare.create, false),
    ...shares(results),
  ];
  return { measured, statements: await statementsOf(database, parties, sender) };
}

/** Nobody is always first. */
function turned<Item>(items: readonly Item[], by: number): Item[] {
  return items
    .map((_, index) => items[(index + by) % items.length])
    .filter((one) => one !== undefined);
}

function comparisons(
  name: string,
  ours: readonly Volley[],
  bare: readonly Volley[],
  isAimedAt = true,
): Measurement[] {
  const peer = 'bare Fastify + INSERT';
  const given = { measure: name, peer };
  const aim = isAimedAt ? { aim: latencyAim } : {};
  const pick = (volleys: readonly Volley[], key: Exclude<keyof Volley, 'answers'>) =>
    volleys.map((one) => one[key]);
  return [
    compare(
      { ...given, name: `${name}: requests/s`, unit: '/s' },
      pick(ours, 'perSecond'),
      pick(bare, 'perSecond'),
    ),
    compare(
      { ...given, name: `${name}: p50`, unit: 'ms', ...aim },
      pick(ours, 'p50'),
      pick(bare, 'p50'),
    ),
    compare(
      { ...given, name: `${name}: p99`, unit: 'ms', ...aim },
      pick(ours, 'p99'),
      pick(bare, 'p99'),
    ),
    compare(
      { ...given, name: `${name}: CPU of the server`, unit: 'us each' },
      pick(ours, 'cpuMicros'),
      pick(bare, 'cpuMicros'),
    ),
  ];
}

/** What signals cost, as a share of all that a request costs with everything on: the median of what each round says. */
function shares({ full, silent }: Results): Measurement[] {
  return (['create', 'decide'] as const).flatMap((route) =>
    (['p50', 'cpuMicros'] as const).map((key): Measurement => {
      const unit = key === 'p50' ? 'ms' : 'us each';
      const all = full[route].map((one) => one[key]);
      const without = silent[route].map((one) => one[key]);
      const one = compare(
        { measure: 'signals', name: '', unit, peer: 'without signals' },
        all,
        without,
      );
      const byRound = all.map((value, index) => 1 - (without[index] ?? Number.NaN) / value);
      const share =
        byRound.toSorted((left, right) => left - right)[byRound.length >> 1] ?? Number.NaN;
      return {
        ...one,
        name: `share of signals in ${route}: ${key === 'p50' ? 'p50' : 'CPU of the server'}`,
        ratio: rounded(share),
        aim: shareAim,
        reached: share <= shareAim.ratio,
        note: `${byRound.length} rounds, share ${rounded(Math.min(...byRound))} to ${rounded(Math.max(...byRound))}`,
      };
    }),
  );
}
