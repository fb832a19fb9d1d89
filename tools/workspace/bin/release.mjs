// npm run release, npm run release:rehearse: from changesets to packages that strangers have installed.
import { install, run } from './install.mjs';

await install();
// Ctrl-C reaches the release too, which stops what it started; this process waits for it.
process.on('SIGINT', () => undefined);
process.exitCode = await run(
  'node',
  [
    '--conditions=@h-j-petroleum/source',
    '--disable-warning=ExperimentalWarning',
    'tools/workspace/src/release/bin.ts',
    ...process.argv.slice(2),
  ],
  { onSpawn: (child) => process.on('SIGTERM', () => child.kill('SIGTERM')) },
);
