import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configJsonSchema } from './config-schema.ts';

/**
 * Writes the generated files of this package, or with --check says whether they are as they would be written.
 * Run by Node with the condition of the workspace's sources.
 */
const target = join(import.meta.dirname, '../config.schema.json');
const options = await resolveConfig(target);
const text = await format(JSON.stringify(configJsonSchema()), { ...options, parser: 'json' });
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    'tools/standards/config.schema.json is not what it should be. Run: npm run generate\n',
  );
  process.exitCode = 1;
}
