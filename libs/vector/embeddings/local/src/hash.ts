/** FNV-1a's offset and prime, 32 bits (Fowler, Noll, Vo). */
export const hashStart = 0x811c9dc5;
const prime = 0x01000193;

/** One step of FNV-1a over a UTF-16 code unit. */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, prime);

/** Spreads the bits of a hash, so that each of them is of use (the finalizer of MurmurHash3). */
export function hashEnd(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The hash of a whole text. */
export function hashOf(text: string): number {
  let hash = hashStart;
  for (let i = 0; i < text.length; i++) hash = hashStep(hash, text.charCodeAt(i));
  return hashEnd(hash);
}
