/**
 * The words of a README as it is read here.
 *
 * - fence: a block of code between two lines of backticks or tildes; the first word after the backticks is its language, the
 *   others are marks.
 * - anchor: what a link may name behind `#`: the slug of a heading, or the `id` or `name` of an HTML element.
 */

export interface Heading {
  readonly depth: number;
  /** Without marks: of `` `a` b `` it is `a b`. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Offsets of the whole heading. */
  readonly start: number;
  readonly end: number;
  /** Whether it is a heading of Markdown, with neither HTML nor pictures in it. */
  readonly markdown: boolean;
}

export interface Link {
  /** As written: `../core/README.md#words`. */
  readonly url: string;
  readonly line: number;
  /** Offsets of the whole link, image or definition. */
  readonly start: number;
  readonly end: number;
}

export interface Fence {
  /** In lower case; empty where none is named. */
  readonly language: string;
  readonly marks: readonly string[];
  readonly text: string;
  /** The line of the backticks; the first line of the text is the next one. */
  readonly line: number;
}

export interface Readme {
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly fences: readonly Fence[];
  readonly anchors: ReadonlySet<string>;
  /** Whether something is said between the title and the next heading. */
  readonly hasIntro: boolean;
}
