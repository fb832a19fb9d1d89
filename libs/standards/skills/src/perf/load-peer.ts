import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads a library that only a measurement needs, and that whoever wants to measure installs: as the workspace's root finds
 * it, else as the gate does.
 *
 * @param root absolute path of the workspace
 * @returns the library, unknown to the compiler; or why it is not there, with the way out
 */
export async function loadPeer(
  name: string,
  root: string,
): Promise<{ readonly module: unknown } | { readonly notSupported: string }> {
  let file: string | undefined;
  for (const from of [join(root, 'package.json'), import.meta.filename]) {
    try {
      file = createRequire(from).resolve(name);
      break;
    } catch {
      // Looked for at the next place.
    }
  }
  if (file === undefined) {
    return {
      notSupported: `${name} is not installed. Install it beside the gate: \`npm install --save-dev ${name}\`.`,
    };
  }
  try {
    return { module: await import(pathToFileURL(file).href) };
  } catch (error) {
    return {
      notSupported: `${name} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
