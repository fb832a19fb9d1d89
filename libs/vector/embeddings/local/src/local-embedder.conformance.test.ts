import { embedderChecks } from '@vector-toolkit/core/conformance';
import { describe, it } from 'vitest';
import { hashEmbedder, localEmbedder } from './index.ts';

describe.each([
  ['word vectors', localEmbedder],
  ['hashes alone', hashEmbedder],
])('the local embedder by %s', (_name, make) => {
  it.each(embedderChecks)('$name', (check) =>
    check.run({ create: () => Promise.resolve(make()), tolerance: 0 }),
  );
});
