import { VectorError } from '@vector-toolkit/core/embedder';
import { hashOf } from './hash.ts';

/**
 * Word vectors as a file, found by hash without any table being built at start. Little-endian:
 *
 *     4 bytes      "VTW1"
 *     3 x uint32   words, dimensions, slots (a power of two)
 *     uint32[]     slots: the hash of a word, 0 where the slot is free
 *     uint16[]     slots: the number of that word, in the order of frequency
 *     float32[]    words: what an int8 of the word's vector is multiplied by
 *     int8[]       words x dimensions
 *
 * A word lies in the first free slot from its hash on.
 */
export interface WordVectors {
  readonly dimensions: number;
  readonly words: number;
  /** The number of a word of this hash, by frequency from 0; -1 where there is none. Two words in a billion are taken for others. */
  find(hash: number): number;
  readonly scales: Float32Array;
  readonly values: Int8Array;
}

const magic = 'VTW1';
const head = 16;

/** Reads the file. Throws `VECTOR_BAD_OPTION` where it is not one. */
export function readWordVectors(bytes: Uint8Array): WordVectors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isOne = bytes.length > head && String.fromCharCode(...bytes.subarray(0, 4)) === magic;
  const [words, dimensions, slots] = isOne
    ? [view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)]
    : [0, 0, 0];
  const size = head + slots * 6 + words * 4 + words * dimensions;
  if (!isOne || bytes.length !== size)
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `The word vectors are damaged: ${bytes.length} bytes where ${size} are expected. Install the package anew.`,
    );
  // Typed arrays want to begin at multiples of their size, which a Buffer from a pool does not promise.
  const at = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset } = at;
  let from = byteOffset + head;
  const hashes = new Uint32Array(buffer, from, slots);
  from += slots * 4;
  const numbers = new Uint16Array(buffer, from, slots);
  from += slots * 2;
  const scales = new Float32Array(buffer, from, words);
  from += words * 4;
  const values = new Int8Array(buffer, from, words * dimensions);
  const mask = slots - 1;
  return {
    dimensions,
    words,
    scales,
    values,
    find: (hash) => {
      const key = hash === 0 ? 1 : hash;
      for (let slot = key & mask; ; slot = (slot + 1) & mask) {
        const there = hashes[slot];
        if (there === key) return numbers[slot] ?? -1;
        if (there === 0) return -1;
      }
    },
  };
}

/** Writes the file. @param vectors of each word, in the order of frequency; at most 65,536 words */
export function writeWordVectors(
  words: readonly string[],
  vectors: readonly Float32Array[],
): Uint8Array {
  const dimensions = vectors[0]?.length ?? 0;
  const slots = 2 ** Math.ceil(Math.log2(words.length * 2));
  const bytes = new Uint8Array(head + slots * 6 + words.length * (4 + dimensions));
  const view = new DataView(bytes.buffer);
  bytes.set([...magic].map((letter) => letter.charCodeAt(0)));
  view.setUint32(4, words.length, true);
  view.setUint32(8, dimensions, true);
  view.setUint32(12, slots, true);
  const hashes = new Uint32Array(bytes.buffer, head, slots);
  const numbers = new Uint16Array(bytes.buffer, head + slots * 4, slots);
  const scales = new Float32Array(bytes.buffer, head + slots * 6, words.length);
  const values = new Int8Array(bytes.buffer, head + slots * 6 + words.length * 4);
  words.forEach((word, number) => {
    const key = hashOf(word) || 1;
    let slot = key & (slots - 1);
    while (hashes[slot] !== 0) {
      // The more frequent of two words of one hash stays.
      if (hashes[slot] === key) return;
      slot = (slot + 1) & (slots - 1);
    }
    hashes[slot] = key;
    numbers[slot] = number;
  });
  vectors.forEach((vector, number) => {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = largest / 127;
    scales[number] = scale;
    vector.forEach((value, i) => {
      values[number * dimensions + i] = scale === 0 ? 0 : Math.round(value / scale);
    });
  });
  return bytes;
}
