import type { Cost } from './cost.ts';

/** One line of the result: a run of ours beside its peer's, both taken in turn. */
export interface Row {
  readonly name: string;
  readonly peer: string;
  readonly unit: 'wall s' | 'CPU s';
  /** The ratio to reach; undefined where a row only explains the others. */
  readonly aim: number | undefined;
  readonly samples: number[];
  readonly peerSamples: number[];
}

export function createRow(
  name: string,
  peer: string,
  unit: Row['unit'],
  aim?: number | undefined,
): Row {
  return { name, peer, unit, aim, samples: [], peerSamples: [] };
}

/** Adds one pair of runs. */
export function add(row: Row, ours: Cost, theirs: Cost): void {
  const value = ({ wall, cpu }: Cost): number => (row.unit === 'wall s' ? wall : cpu);
  row.samples.push(value(ours));
  row.peerSamples.push(value(theirs));
}

export function summary({ name, peer, unit, aim, samples, peerSamples }: Row) {
  const [ours, theirs] = [median(samples), median(peerSamples)];
  return {
    name,
    peer,
    unit,
    ours: Number(ours.toFixed(3)),
    theirs: Number(theirs.toFixed(3)),
    ratio: Number((ours / theirs).toFixed(2)),
    aim: aim ?? null,
    rounds: samples.length,
  };
}

/** A row as two bars. */
export function drawn({ name, peer, unit, ours, theirs, ratio, aim }: ReturnType<typeof summary>) {
  const bar = (value: number): string =>
    '█'.repeat(Math.max(1, Math.round((value / Math.max(ours, theirs)) * 30)));
  const wanted = aim === null ? '' : ` (aim at most ${aim})`;
  const line = (who: string, value: number): string =>
    `  ${who.padEnd(24)} ${String(value).padEnd(6)} ${unit}  ${bar(value)}\n`;
  return `${name}: ratio ${ratio}${wanted}\n${line('ours', ours)}${line(peer, theirs)}`;
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
