// What no gate with these skills can avoid: list every folder, parse every manifest, read every source once.
import { readdirSync, readFileSync } from 'node:fs';

let characters = 0;
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) walk(path);
    } else if (entry.name === 'package.json') JSON.parse(readFileSync(path, 'utf8'));
    else if (entry.name.endsWith('.ts')) characters += readFileSync(path, 'utf8').length;
  }
};
walk('.');
process.stdout.write(`${characters}\n`);
