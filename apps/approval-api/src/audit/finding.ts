/** What a verification can find. */
export type FindingKind =
  /** An entry, or what a request asked for, is not what its hash was made of. */
  | 'changed'
  /** An entry is missing that was there. */
  | 'removed'
  /** An entry stands in another place than it was made for. */
  | 'reordered'
  /** The end of a trail is missing. */
  | 'truncated'
  /** An entry that the rules would not have let happen, such as an approval without its quorum. */
  | 'impossible'
  /** The request says otherwise than its trail. */
  | 'state-differs'
  /** A checkpoint is not what its hash was made of, or does not follow the one before. */
  | 'checkpoint-broken'
  /** A hash that was kept elsewhere is not known any more. */
  | 'head-unknown';

export interface Finding {
  readonly kind: FindingKind;
  readonly requestId?: string;
  readonly sequence?: number;
  readonly checkpoint?: number;
  readonly message: string;
}
