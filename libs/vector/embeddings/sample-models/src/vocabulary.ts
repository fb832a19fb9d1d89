/** Tokens that the texts of the conformance suite are made of, and a few more. */
export const vocabulary: readonly string[] = [
  ...['[PAD]', '[UNK]', '[CLS]', '[SEP]'],
  ...'connection refused by postgres invoice for forty barrels of diesel the cat sleeps on sofa'.split(
    ' ',
  ),
  ...'get ##user ##by ##id failed type ##error in user ##service ts : . a few words word here'.split(
    ' ',
  ),
];
