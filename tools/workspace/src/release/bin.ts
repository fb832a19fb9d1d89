import { join } from 'node:path';
import { main } from './cli.ts';

// What was started is stopped and what was made is removed by whoever did it, when this process exits.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exitCode = await main(process.argv.slice(2), {
  root: join(import.meta.dirname, '../../../..'),
  env: process.env,
});
