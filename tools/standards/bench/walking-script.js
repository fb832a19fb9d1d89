// The bare script for whoever does not know where the manifests are: it looks into every folder but installed packages.
import { readdirSync, readFileSync } from 'node:fs';

let dependencies = 0;
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) walk(path);
    } else if (entry.name === 'package.json') {
      const manifest = JSON.parse(readFileSync(path, 'utf8'));
      dependencies += Object.keys(manifest.dependencies ?? {}).length;
    }
  }
};
walk('.');
process.stdout.write(`${dependencies}\n`);
