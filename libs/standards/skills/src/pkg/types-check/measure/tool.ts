import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads a module as a file of a folder would import it, so that the user's own copy is taken. Undefined where it is not
 * installed.
 */
export async function loadFrom(folder: string, specifier: string): Promise<unknown> {
  let file: string;
  try {
    file = createRequire(join(folder, 'package.json')).resolve(specifier);
  } catch {
    return undefined;
  }
  const module: unknown = await import(pathToFileURL(file).href);
  return module;
}
