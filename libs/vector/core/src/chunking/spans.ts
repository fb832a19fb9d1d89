/** A part of a source by its offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Cuts a span of a source into smaller ones that lie side by side and leave nothing out. */
export type Cut = (source: string, span: Span) => Span[];

/** A cut in front of every place where the pattern matches. @param pattern global; a match of no length is a place too */
export function cutBefore(pattern: RegExp): Cut {
  return (source, { start, end }) => {
    const places = [...source.slice(start, end).matchAll(pattern)].map(
      ({ index }) => start + index,
    );
    return between([start, ...places, end]);
  };
}

/** A cut behind every match. */
export function cutAfter(pattern: RegExp): Cut {
  return (source, { start, end }) => {
    const places = [...source.slice(start, end).matchAll(pattern)].map(
      ({ index, 0: { length } }) => start + index + length,
    );
    return between([start, ...places, end]);
  };
}

/** A cut where Unicode's rules of text segmentation have one. */
export function cutBySegments(granularity: 'sentence' | 'grapheme'): Cut {
  const segmenter = new Intl.Segmenter(undefined, { granularity });
  return (source, { start, end }) => {
    const segments = [...segmenter.segment(source.slice(start, end))];
    return between([start, ...segments.map(({ index }) => start + index), end]);
  };
}

function between(places: readonly number[]): Span[] {
  const spans: Span[] = [];
  let last = places[0] ?? 0;
  for (const place of places) {
    if (place > last) spans.push({ start: last, end: place });
    last = Math.max(last, place);
  }
  return spans;
}

export const paragraphs = cutAfter(/\n[ \t]*\r?\n\s*/g);
export const lines = cutAfter(/\n/g);
export const sentences = cutBySegments('sentence');
export const words = cutAfter(/\s+/g);
/** The last resort: what a reader sees as one character is not cut. */
export const characters = cutBySegments('grapheme');
