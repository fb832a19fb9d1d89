import { VectorError } from '../errors.ts';
import { checkVector } from '../vectors/vectors.ts';
import type { VectorRecord } from './records.ts';
import type { CollectionDefinition, CollectionInfo, StoreCapabilities } from './vector-store.ts';

const longestId = 512;

/**
 * Refuses a record that no store must take: an id that is empty, over 512 characters or not well-formed, metadata with
 * another value than texts, booleans, finite numbers and lists of these.
 *
 * Throws `VECTOR_BAD_RECORD`, `VECTOR_BAD_VECTOR`.
 */
export function checkRecord(
  record: VectorRecord,
  { space, metric }: Pick<CollectionInfo, 'space' | 'metric'>,
): void {
  const { id, text, metadata, contentHash, vector } = record;
  if (typeof id !== 'string' || id === '' || id.length > longestId)
    bad(String(id), `an id is a text of 1 to ${longestId} characters`);
  if (!isStorable(id)) bad(id, 'the id is not well-formed Unicode');
  if (typeof text !== 'string') bad(id, 'its text is no text');
  if (typeof contentHash !== 'string' || contentHash === '') bad(id, 'it has no content hash');
  if (!isStorable(contentHash)) bad(id, 'its content hash is not well-formed Unicode');
  for (const [key, value] of Object.entries(metadata)) {
    if (key === '' || key.includes('\0')) bad(id, 'a key of its metadata is empty or holds NUL');
    const isFine = Array.isArray(value) ? value.every(isScalar) : isScalar(value);
    if (!isFine)
      bad(
        id,
        `metadata "${key}" must be a text, a boolean, a finite number or a list of these; leave out what has no value`,
      );
  }
  checkVector(vector, space.dimensions, `record "${id}"`, metric);
}

/** Whether a database can hold a text as it is. */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function bad(id: string, reason: string): never {
  throw new VectorError(
    'VECTOR_BAD_RECORD',
    `Record "${id.slice(0, 80)}" cannot be stored: ${reason}.`,
  );
}

/** Throws `VECTOR_BAD_OPTION` or `VECTOR_NOT_SUPPORTED` where a store cannot make such a collection. */
export function checkDefinition(
  { name, space, metric = 'cosine', filterKeys = [] }: CollectionDefinition,
  capabilities: StoreCapabilities,
): void {
  const refuse = (reason: string): never => {
    throw new VectorError('VECTOR_BAD_OPTION', `Collection "${name}" cannot be made: ${reason}.`);
  };
  if (!/^[a-z][a-z0-9_-]{0,47}$/.test(name))
    refuse(
      'a name has at most 48 lower case letters, digits, `_` and `-`, and begins with a letter',
    );
  if (space.model === '') refuse('its space names no model');
  if (!Number.isSafeInteger(space.dimensions) || space.dimensions < 1)
    refuse(`${space.dimensions} is no number of dimensions`);
  if (!isStorable(space.model)) refuse('the name of its model is not well-formed Unicode');
  if (filterKeys.some((key) => key === '' || !isStorable(key)))
    refuse('a filter key is empty or not well-formed Unicode');
  if (!capabilities.metrics.includes(metric))
    throw new VectorError(
      'VECTOR_NOT_SUPPORTED',
      `Collection "${name}" wants the metric ${metric}; this store has ${capabilities.metrics.join(', ')}.`,
    );
  if (space.dimensions > capabilities.maxDimensions)
    throw new VectorError(
      'VECTOR_NOT_SUPPORTED',
      `Collection "${name}" wants ${space.dimensions} dimensions; this store has at most ${capabilities.maxDimensions}.`,
    );
}

/** Throws `VECTOR_MODEL_MISMATCH` where a collection is there in another space or metric than the caller expects. */
export function checkSameSpace(
  there: Pick<CollectionInfo, 'name' | 'space' | 'metric'>,
  { space, metric = 'cosine' }: Pick<CollectionDefinition, 'space' | 'metric'>,
): void {
  const describe = (one: typeof space, by: string): string =>
    `${one.model}, ${one.dimensions} dimensions, ${one.normalized ? 'normalized' : 'not normalized'}, by ${by}`;
  const [have, want] = [describe(there.space, there.metric), describe(space, metric)];
  if (have === want) return;
  throw new VectorError(
    'VECTOR_MODEL_MISMATCH',
    `Collection "${there.name}" holds vectors of ${have}; they cannot be compared with those of ${want}. Open it with the model it was made with, embed it anew into a new generation, or take another name.`,
  );
}
