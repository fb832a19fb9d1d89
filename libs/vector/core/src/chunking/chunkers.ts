import type { Chunk, Chunker, ChunkOptions } from './chunk.ts';
import { markdownSections } from './markdown-sections.ts';
import { pack, sizesOf } from './pack.ts';
import type { Cut } from './spans.ts';
import { characters, cutBefore, lines, paragraphs, sentences, words } from './spans.ts';

/** Chunks of whole words, as large as they may be. Throws `VECTOR_BAD_OPTION`. */
export function byTokens(options: ChunkOptions): Chunker {
  return packed(options, [words, characters]);
}

/** Chunks of whole sentences; one that is too long is cut between words. Throws `VECTOR_BAD_OPTION`. */
export function bySentences(options: ChunkOptions): Chunker {
  return packed(options, [sentences, words, characters]);
}

/** A declaration that begins at the margin, with the comments and decorators above it. */
const declarations = cutBefore(/(?<=\n[ \t]*\r?\n)(?=[^\s)\]}])/g);

/** Chunks of code: what is set apart by blank lines at the margin, then lines. Throws `VECTOR_BAD_OPTION`. */
export function byCode(options: ChunkOptions): Chunker {
  return packed(options, [declarations, lines, words, characters]);
}

/**
 * Chunks of Markdown (CommonMark's headings and fences): no chunk reaches past a heading that has text below it, and each
 * knows the headings above it. Paragraphs, then sentences are kept whole where they fit. Throws `VECTOR_BAD_OPTION`.
 */
export function byMarkdown(options: ChunkOptions): Chunker {
  const sizes = sizesOf(options);
  return (source) =>
    markdownSections(source).flatMap(({ headings, ...span }) =>
      pack(source, span, [paragraphs, lines, sentences, words, characters], sizes).map(
        (chunk): Chunk => ({ ...chunk, headings }),
      ),
    );
}

function packed(options: ChunkOptions, cuts: readonly Cut[]): Chunker {
  const sizes = sizesOf(options);
  return (source) => pack(source, { start: 0, end: source.length }, cuts, sizes);
}
