import { VectorError } from '../errors.ts';
import type { Chunk, ChunkOptions } from './chunk.ts';
import { approximateTokens } from './chunk.ts';
import type { Cut, Span } from './spans.ts';

interface Atom extends Span {
  readonly tokens: number;
}

interface Sizes {
  readonly maxTokens: number;
  readonly overlapTokens: number;
  readonly countTokens: (text: string) => number;
}

/** Throws `VECTOR_BAD_OPTION` on sizes that cannot be kept. */
export function sizesOf({
  maxTokens,
  overlapTokens = 0,
  countTokens = approximateTokens,
}: ChunkOptions): Sizes {
  if (!Number.isSafeInteger(maxTokens) || maxTokens < 1)
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `maxTokens is ${maxTokens}, and must be a whole number above 0.`,
    );
  if (!Number.isSafeInteger(overlapTokens) || overlapTokens < 0 || overlapTokens >= maxTokens)
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `overlapTokens is ${overlapTokens}, and must be a whole number from 0 to below maxTokens (${maxTokens}).`,
    );
  return { maxTokens, overlapTokens, countTokens };
}

/**
 * Fills chunks with as many neighbouring parts as fit. Parts are cut by the first of the cuts; one that is too large alone is
 * cut by the next, and so on.
 */
export function pack(source: string, within: Span, cuts: readonly Cut[], sizes: Sizes): Chunk[] {
  const atoms = atomsOf(source, within, cuts, sizes);
  const chunks: Chunk[] = [];
  let first = 0;
  let next = 0;
  while (next < atoms.length) {
    next = fill(source, atoms, first, next, sizes);
    const chunk = trimmed(source, atoms[first]?.start ?? 0, atoms[next - 1]?.end ?? 0);
    // What an overlap is followed by can be white space alone.
    if (chunk !== undefined && chunk.end > (chunks.at(-1)?.end ?? 0)) chunks.push(chunk);
    first = next >= atoms.length ? next : overlapStart(source, atoms, first, next, sizes);
  }
  return chunks;
}

function atomsOf(source: string, span: Span, cuts: readonly Cut[], sizes: Sizes): Atom[] {
  const tokens = sizes.countTokens(source.slice(span.start, span.end));
  const [cut, ...finer] = cuts;
  if (tokens <= sizes.maxTokens && (cut === undefined || finer.length < 1))
    return [{ ...span, tokens }];
  if (cut === undefined) return [{ ...span, tokens }];
  return cut(source, span).flatMap((part) => {
    const partTokens = sizes.countTokens(source.slice(part.start, part.end));
    return partTokens <= sizes.maxTokens
      ? [{ ...part, tokens: partTokens }]
      : atomsOf(source, part, finer, sizes);
  });
}

/** The atom after the last that fits into a chunk from `first`; at least one after `from`. */
function fill(
  source: string,
  atoms: readonly Atom[],
  first: number,
  from: number,
  { maxTokens, countTokens }: Sizes,
): number {
  let tokens = 0;
  let end = first;
  while (end < atoms.length) {
    const more = atoms[end]?.tokens ?? 0;
    if (end > from && tokens + more > maxTokens) break;
    tokens += more;
    end++;
  }
  // A counter need not be additive; what was added up is proved on the whole.
  while (end > from + 1 && countTokens(slice(source, atoms, first, end)) > maxTokens) end--;
  return end;
}

/** Where the chunk after `next` begins: as far back as the overlap allows and the next atom leaves room. */
function overlapStart(
  source: string,
  atoms: readonly Atom[],
  first: number,
  next: number,
  { maxTokens, overlapTokens, countTokens }: Sizes,
): number {
  let start = next;
  while (
    start - 1 > first &&
    countTokens(slice(source, atoms, start - 1, next)) <= overlapTokens &&
    countTokens(slice(source, atoms, start - 1, next + 1)) <= maxTokens
  )
    start--;
  return start;
}

function slice(source: string, atoms: readonly Atom[], from: number, to: number): string {
  return source.slice(atoms[from]?.start, atoms[to - 1]?.end);
}

function trimmed(source: string, start: number, end: number): Chunk | undefined {
  const text = source.slice(start, end);
  const left = text.length - text.trimStart().length;
  const kept = text.trim();
  if (kept === '') return undefined;
  return { text: kept, start: start + left, end: start + left + kept.length };
}
