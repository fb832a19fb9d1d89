/** One line of the result: what was measured of ours, of a peer in the same run, and what was aimed at. */
export interface Measurement {
  readonly measure: string;
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: string;
  readonly theirs?: number;
  /** Ours to theirs; for what is kept small as for what is to be large. */
  readonly ratio?: number;
  readonly aim?: Aim;
  readonly reached?: boolean;
  /** What went into it: rounds, and the spread of ours between them. */
  readonly note?: string;
}

/** A bound of the ratio. */
export interface Aim {
  readonly is: 'at least' | 'at most';
  readonly ratio: number;
}

/** What a measure is given, and where it says how far it is. */
export interface Run {
  /** Rows of a round. */
  readonly rows: number;
  readonly rounds: number;
  readonly progress: (text: string) => void;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** A measurement of the medians, with its ratio and whether that is as aimed at. */
export function compare(
  given: Pick<Measurement, 'measure' | 'name' | 'unit' | 'peer' | 'aim'>,
  ours: readonly number[],
  theirs: readonly number[],
): Measurement {
  const { aim } = given;
  const ratio = median(ours) / median(theirs);
  return {
    ...given,
    ours: rounded(median(ours)),
    theirs: rounded(median(theirs)),
    ratio: rounded(ratio),
    ...(aim && { reached: aim.is === 'at least' ? ratio >= aim.ratio : ratio <= aim.ratio }),
    note: `${ours.length} rounds, ours ${rounded(Math.min(...ours))} to ${rounded(Math.max(...ours))}`,
  };
}

/** Three digits that mean something. */
export function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 5 : 3));
}
