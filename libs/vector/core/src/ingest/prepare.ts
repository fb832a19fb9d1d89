import type { Chunker } from '../chunking/chunk.ts';
import type { Metadata } from '../contract/records.ts';
import { contentHash, storableText } from '../contract/records.ts';
import { VectorError } from '../errors.ts';

/** What is ingested. */
export interface Document {
  /** Unique among documents; with a chunker it may not hold `#`. */
  readonly id: string;
  readonly text: string;
  readonly metadata?: Metadata;
}

/** A record whose vector is still to be made. */
export interface Prepared {
  readonly id: string;
  readonly text: string;
  readonly metadata: Metadata;
  readonly contentHash: string;
}

/** Keys of metadata that a chunk gets beside those of its document. */
export const chunkKeys = {
  document: 'document',
  index: 'chunk',
  start: 'start',
  end: 'end',
  headings: 'headings',
} as const;

/**
 * The records of a document: itself, or one a chunk, with ids `<document>#<index>`, and metadata that says where in the
 * document the chunk stands. Throws `VECTOR_BAD_RECORD`.
 */
export async function prepare(
  { id, text, metadata = {} }: Document,
  chunker: Chunker | undefined,
): Promise<Prepared[]> {
  const wellFormed = storableText(text);
  if (chunker === undefined)
    return [
      { id, text: wellFormed, metadata, contentHash: await contentHash(wellFormed, metadata) },
    ];
  if (id.includes('#'))
    throw new VectorError(
      'VECTOR_BAD_RECORD',
      `Document "${id}" cannot be cut into chunks: its id holds "#", which parts a document's id from a chunk's number.`,
    );
  return Promise.all(
    chunker(wellFormed).map(async ({ text: part, start, end, headings }, index) => {
      const all: Metadata = {
        ...metadata,
        [chunkKeys.document]: id,
        [chunkKeys.index]: index,
        [chunkKeys.start]: start,
        [chunkKeys.end]: end,
        ...(headings === undefined || headings.length === 0
          ? {}
          : { [chunkKeys.headings]: headings }),
      };
      return {
        id: `${id}#${index}`,
        text: part,
        metadata: all,
        contentHash: await contentHash(part, all),
      };
    }),
  );
}
