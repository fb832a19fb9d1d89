import { describe, expect, it } from 'vitest';
import { graphBytes, indexParts } from './index-options.ts';

const about = { storage: 'float32', metric: 'cosine', dimensions: 384, rows: 50_000 } as const;

describe('indexParts', () => {
  it('says an index as a statement does', () => {
    expect(indexParts({ kind: 'hnsw' }, 'v_1', about)).toEqual({
      kind: 'hnsw',
      method: 'hnsw',
      expression: 'v_1 vector_cosine_ops',
      settings: 'm = 16, ef_construction = 64',
    });
    expect(
      indexParts({ kind: 'hnsw', quantize: 'binary', m: 24 }, 'v_1', { ...about, metric: 'l2' }),
    ).toMatchObject({
      kind: 'hnsw-bits',
      expression: '(binary_quantize(v_1)::bit(384)) bit_hamming_ops',
      settings: 'm = 24, ef_construction = 64',
    });
    expect(
      indexParts({ kind: 'ivfflat' }, 'v_1', { ...about, storage: 'float16', metric: 'dot' }),
    ).toMatchObject({ expression: 'v_1 halfvec_ip_ops', settings: 'lists = 50' });
  });

  it('refuses what pgvector does not take, and says the way out', () => {
    expect(() => indexParts({ kind: 'hnsw', m: 1 }, 'v_1', about)).toThrow(
      'm is 1, and must be a whole number from 2 to 100.',
    );
    expect(() => indexParts({ kind: 'hnsw', m: 40, efConstruction: 64 }, 'v_1', about)).toThrow(
      'efConstruction is 64, and must be a whole number from 80 to 1000.',
    );
    expect(() => indexParts({ kind: 'hnsw' }, 'v_1', { ...about, dimensions: 3072 })).toThrow(
      'takes at most 2000 dimensions, and the vectors have 3072. Keep them as float16',
    );
  });
});

describe('graphBytes', () => {
  it('fits what was measured: 64 MB hold about 30 thousand vectors of 384 dimensions', () => {
    const bytes = graphBytes({ kind: 'hnsw' }, { ...about, rows: 30_000 });
    expect(Math.round(bytes / 2 ** 20)).toBe(63);
  });
});
