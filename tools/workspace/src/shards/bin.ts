import { join } from 'node:path';
import { main } from './cli.ts';

process.exitCode = main(process.argv.slice(2), {
  root: join(import.meta.dirname, '../../../..'),
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});
