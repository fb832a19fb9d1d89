import { join } from 'node:path';
import { explain, serve } from './serve.ts';

try {
  process.exitCode = await serve(
    process.argv.slice(2),
    process.env,
    join(import.meta.dirname, '../../../..'),
  );
} catch (error) {
  explain(error);
  process.exitCode = 2;
}
