/** One figure beside its peer's, taken in the same run. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly peer: string;
  readonly theirs: number;
  readonly unit: string;
  /** What `ours / theirs` should be at least, or at most where less is better. */
  readonly aim?: number;
  readonly better: 'more' | 'less';
  /** What else is to be known, such as the recall. */
  readonly note?: string;
}
