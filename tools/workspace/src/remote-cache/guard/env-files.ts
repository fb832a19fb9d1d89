import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Of a workspace's root; Nx takes from them what its environment does not say, or says as an empty text. */
const names = ['.env', '.local.env', '.env.local'];

/** The file that would tell Nx a variable, in the workspace in or around a folder. */
export function fileThatSets(variable: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'nx.json'))) {
      return names
        .map((name) => join(at, name))
        .find((file) => existsSync(file) && readFileSync(file, 'utf8').includes(variable));
    }
    if (dirname(at) === at) return undefined;
  }
}
