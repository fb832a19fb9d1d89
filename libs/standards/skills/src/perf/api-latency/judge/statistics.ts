import type { Percentiles, RouteFacts } from '../facts.ts';

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Percentiles by nearest rank: the least value that so many per cent are not above. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** How far the bare server's rounds lie apart: slowest less fastest, as a share of their median. */
export function spreadOf({ rounds }: Pick<RouteFacts, 'rounds'>): number {
  const times = rounds.map(({ bare }) => bare.p50);
  return (Math.max(...times) - Math.min(...times)) / median(times);
}

/** How many times the bare server's time: the median of the ratios of each round, so that both have seen the same moment. */
export function ratioOf({ rounds }: Pick<RouteFacts, 'rounds'>, name: keyof Percentiles): number {
  return median(rounds.map(({ service, bare }) => service[name] / bare[name]));
}
