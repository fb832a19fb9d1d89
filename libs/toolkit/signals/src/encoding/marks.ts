/** What had to be changed so that a record could be stored; bits of the column `marks`. */
export const marks = {
  /** A text was longer than the limit. */
  textCut: 1,
  /** There were more attributes than the limit, or they were larger. */
  attributesCut: 2,
  /** NUL, or a lone surrogate, was replaced by U+FFFD. */
  charactersReplaced: 4,
  /** The time was none, or outside what is kept; the time of arrival stands there. */
  timeReplaced: 8,
  /** A value could not be stored as it was: circular, a number out of range, an object that throws. */
  valueReplaced: 16,
} as const;

/** Collects the marks of the row that is being encoded. */
export interface Marked {
  marks: number;
}
