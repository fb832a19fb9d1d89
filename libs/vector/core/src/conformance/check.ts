/** One thing that an implementation must hold. */
export interface Check<Under> {
  /** What holds, in words: the name of its test. */
  readonly name: string;
  /** Rejects where it does not hold. */
  run(under: Under): Promise<void>;
}
