import { describe, it } from 'vitest';
import { checks, writerSources } from '../conformance/index.ts';
import { profiles, reused } from '../../test/databases.ts';

describe.each(profiles)('the writer on %s', (_name, createStore) => {
  const create = reused(createStore);
  describe.each(writerSources)('$signal', (source) => {
    it.each(checks)('$name', async ({ run }) => {
      await run(source, create);
    });
  });
});
