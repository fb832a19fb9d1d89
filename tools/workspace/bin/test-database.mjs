// node tools/workspace/bin/test-database.mjs [--] command…: a native PostgreSQL for as long as a command runs.
import { install, run } from './install.mjs';

await install();
process.exitCode = await run('node', [
  '--conditions=@h-j-petroleum/source',
  '--disable-warning=ExperimentalWarning',
  'tools/workspace/src/native-server/with-native-server.ts',
  ...process.argv.slice(2),
]);
