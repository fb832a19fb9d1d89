import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with generators.json: that of the built package, or that of its sources. Chunks of a bundle lie at any depth. */
export function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'generators.json'))) return folder;
    if (folder === dirname(folder))
      throw new Error('generators.json is missing from this package.');
  }
}

/** What `generators.json` says of one generator. Paths are relative to {@link packageRoot}. */
export interface GeneratorEntry {
  readonly factory: string;
  readonly schema: string;
  readonly description: string;
}

/** The registry of this package's generators, by name. */
export function readGenerators(): Readonly<Record<string, GeneratorEntry>> {
  const text = readFileSync(join(packageRoot(), 'generators.json'), 'utf8');
  const { generators }: { generators: Readonly<Record<string, GeneratorEntry>> } = JSON.parse(text);
  return generators;
}

/** The absolute path of a kind's templates: of those in its folder (`project`), or of those elsewhere in the workspace. */
export function templatesOf(kind: string, part: 'project' | 'workspace'): string {
  const entry = readGenerators()[kind];
  if (!entry) throw new Error(`generators.json has no ${kind}.`);
  return join(packageRoot(), dirname(entry.factory), 'files', part);
}
