import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, stopEmbedded } from '../../src/database/embedded-database.ts';
import { together } from './suite.ts';

together(async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'together-')));
  const { url } = await startEmbedded({ folder, port: 0 });
  return {
    url,
    close: async () => {
      await stopEmbedded(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
