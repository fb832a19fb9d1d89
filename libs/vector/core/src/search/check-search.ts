import type { CollectionInfo, StoreCapabilities } from '../contract/vector-store.ts';
import { VectorError } from '../errors.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { checkVector } from '../vectors/vectors.ts';
import type { Dense, Lexical, Search } from './search.ts';

const mostHits = 10_000;

/**
 * Refuses a search that a store must not try: a limit that is no whole number of 1 to 10,000, a vector of other dimensions or
 * with a number that is not finite, a fusion of nothing, a filter that is none, what the store cannot do.
 * Gives back the search that is to be carried out: its filter is as `parseFilter` gives it.
 *
 * Throws `VECTOR_BAD_SEARCH`, `VECTOR_BAD_VECTOR`, `VECTOR_BAD_FILTER`, `VECTOR_NOT_SUPPORTED`.
 */
export function checkSearch(
  search: Search,
  { space, name, metric }: Pick<CollectionInfo, 'space' | 'name' | 'metric'>,
  capabilities: StoreCapabilities,
): Search {
  const { rank, limit, minScore, filter } = search;
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > mostHits)
    bad(`the limit is ${limit}, and must be a whole number from 1 to ${mostHits}`);
  if (minScore !== undefined && !Number.isFinite(minScore))
    bad(`the minimum score is ${minScore}, and must be a finite number`);
  const checked = filter === undefined ? search : { ...search, filter: parseFilter(filter) };
  const checkPart = (part: Dense | Lexical): void => {
    if (part.kind === 'dense')
      checkVector(part.vector, space.dimensions, `the query against "${name}"`, metric);
    else if (!capabilities.lexical) unable('lexical search');
  };
  if (rank.kind !== 'hybrid') {
    checkPart(rank);
    return checked;
  }
  if (!capabilities.hybrid) unable('hybrid search');
  if (rank.parts.length === 0) bad('a fusion needs at least one part');
  if (!(rank.k > 0)) bad(`k of the fusion is ${rank.k}, and must be above 0`);
  if (!Number.isSafeInteger(rank.depth) || rank.depth < limit || rank.depth > mostHits)
    bad(
      `the depth of the fusion is ${rank.depth}, and must be a whole number from the limit (${limit}) to ${mostHits}`,
    );
  for (const { rank: part, weight } of rank.parts) {
    if (!(weight > 0 && Number.isFinite(weight))) bad(`a weight is ${weight}, and must be above 0`);
    checkPart(part);
  }
  return checked;
}

function bad(reason: string): never {
  throw new VectorError('VECTOR_BAD_SEARCH', `The search cannot be carried out: ${reason}.`);
}

function unable(what: string): never {
  throw new VectorError(
    'VECTOR_NOT_SUPPORTED',
    `This store has no ${what}; its \`capabilities\` say what it can do.`,
  );
}
