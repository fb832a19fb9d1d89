// npm run record: puts the reports of test runs and of the gate into the signal store.
import { install, run } from './install.mjs';

await install();
process.exitCode = await run('node', [
  '--conditions=@h-j-petroleum/source',
  '--disable-warning=ExperimentalWarning',
  'tools/workspace/src/record/bin.ts',
  ...process.argv.slice(2),
]);
