/** One figure, beside its peer's taken in the same run where it has a peer. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly unit: string;
  readonly peer?: { readonly name: string; readonly value: number };
  /** What the ratio to the peer should be, or the figure itself where it has no peer. */
  readonly aim?: { readonly least: number } | { readonly most: number };
  /** What else is to be known, such as the recall. */
  readonly note?: string;
}

/** The ratio to the peer; undefined where there is none. */
export const ratioOf = ({ ours, peer }: Row): number | undefined =>
  peer === undefined ? undefined : ours / peer.value;

/** Whether the aim is reached; undefined where there is none. */
export function isReached(row: Row): boolean | undefined {
  const { aim } = row;
  if (aim === undefined) return undefined;
  const figure = ratioOf(row) ?? row.ours;
  return 'least' in aim ? figure >= aim.least : figure <= aim.most;
}
