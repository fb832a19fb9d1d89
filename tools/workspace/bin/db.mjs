// npm run db -- start|stop|status|url|reset: the embedded database.
import { install, run } from './install.mjs';

await install();
process.exitCode = await run('node', [
  '--conditions=@h-j-petroleum/source',
  '--disable-warning=ExperimentalWarning',
  'tools/workspace/src/database/bin.ts',
  ...process.argv.slice(2),
]);
