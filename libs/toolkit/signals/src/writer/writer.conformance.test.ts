import { describe, it } from 'vitest';
import { checks, rankChecks, writerSources } from '../conformance/index.ts';
import { profiles, reused } from '../../test/databases.ts';

describe.each(profiles)('the writer on %s', (_name, createStore) => {
  const create = reused(createStore);
  describe.each(writerSources)('$signal', (source) => {
    const all = source.signal === 'metrics' ? checks : [...checks, ...rankChecks];
    it.each(all)('$name', async ({ run }) => {
      await run(source, create);
    });
  });
});
