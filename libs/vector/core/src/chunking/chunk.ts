/** A part of a text that is embedded by itself. `text` is the source from `start` to `end`, to the letter. */
export interface Chunk {
  readonly text: string;
  /** Offsets into the source in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Headings that the chunk stands under, outermost first; only of Markdown. */
  readonly headings?: readonly string[];
}

/** Cuts a text into chunks in their order. A text without anything but white space has none. */
export type Chunker = (source: string) => Chunk[];

/** How large chunks are. */
export interface ChunkOptions {
  /** Tokens of a chunk at most. */
  readonly maxTokens: number;
  /** Tokens at the end of a chunk that the next one begins with, at most; less than `maxTokens`. @default 0 */
  readonly overlapTokens?: number;
  /** Tokens of a text: an embedder's own `countTokens`, or `approximateTokens`. @default approximateTokens */
  readonly countTokens?: (text: string) => number;
}

/**
 * A guess at the tokens of a text that errs on the high side for prose: a word counts one for each four letters begun, a number
 * one for each three digits begun, any other visible character one.
 */
export function approximateTokens(text: string): number {
  return text.match(/\p{L}{1,4}|\p{N}{1,3}|\S/gu)?.length ?? 0;
}
