import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The entry of each generator of generators.json, named as it has to stand in `dist`. */
export function generatorEntries(root: string): Record<string, string> {
  const { generators }: { generators: Record<string, { factory: string }> } = JSON.parse(
    readFileSync(join(root, 'generators.json'), 'utf8'),
  );
  return Object.fromEntries(
    Object.values(generators).map(({ factory }) => {
      const source = factory.replace(/^\.\//, '');
      return [source.replace(/^src\//, '').replace(/\.ts$/, ''), source];
    }),
  );
}
