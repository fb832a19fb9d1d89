// npm run bench:signals: what the signal store costs.
import { install, run } from './install.mjs';

await install();
// Ctrl-C reaches the benchmark too, which stops what it started; this process waits for it.
process.on('SIGINT', () => undefined);
process.exitCode = await run(
  'node',
  [
    '--conditions=@h-j-petroleum/source',
    '--disable-warning=ExperimentalWarning',
    'tools/workspace/bench/signals/main.ts',
    ...process.argv.slice(2),
  ],
  { onSpawn: (child) => process.on('SIGTERM', () => child.kill('SIGTERM')) },
);
