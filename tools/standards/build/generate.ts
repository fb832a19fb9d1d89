import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configJsonSchema } from './config-schema.ts';
import { conventionsModule } from './semantic-conventions.ts';

/**
 * Writes the generated files of the gate, or with --check says whether they are as they would be written.
 * Run by Node with the condition of the workspace's sources.
 */
const root = join(import.meta.dirname, '../../..');
const files = [
  // First, because the schema is made of the skills, which import it.
  [
    'libs/standards/skills/src/obs/otel-check/conventions.ts',
    'typescript',
    () => conventionsModule(),
  ],
  ['tools/standards/config.schema.json', 'json', () => JSON.stringify(configJsonSchema())],
] as const;

for (const [file, parser, make] of files) {
  const target = join(root, file);
  const text = await format(make(), { ...(await resolveConfig(target)), parser });
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    process.stderr.write(`${file} is not what it should be. Run: npm run generate\n`);
    process.exitCode = 1;
  }
}
