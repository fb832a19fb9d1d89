import { existsSync, readFileSync } from 'node:fs';

/**
 * Of this package. Read where it stands and not built in, since a release gives the built package its version. The manifest lies beside
 * the built files, and above those that lie a folder deeper and above the sources.
 */
export const version: string = readVersion();

function readVersion(): string {
  for (const path of ['./package.json', '../package.json']) {
    const url = new URL(path, import.meta.url);
    if (!existsSync(url)) continue;
    const manifest: unknown = JSON.parse(readFileSync(url, 'utf8'));
    return String(Object(manifest).version);
  }
  throw new Error('The manifest of this package is missing.');
}
