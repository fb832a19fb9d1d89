// The least that any check of manifests has to do: find them, read them, parse them.
import { readdirSync, readFileSync } from 'node:fs';

let dependencies = 0;
for (const folder of readdirSync('packages')) {
  const manifest = JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8'));
  dependencies += Object.keys(manifest.dependencies ?? {}).length;
}
process.stdout.write(`${dependencies}\n`);
