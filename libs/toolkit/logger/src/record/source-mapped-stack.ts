import { readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stackText } from './exception.ts';

/** `at f (file:///a.js:1:2)`, `at /a.js:1:2`. */
const frame =
  /^(\s*at .*?\(?)((?:file:\/\/|\/|[A-Za-z]:\\)[^()\s]*\.[cm]?js)(?:\?[^:)]*)?:(\d+):(\d+)(\)?)$/;
const comment = /\/\/[#@] sourceMappingURL=(\S+)\s*$/;
/** Maps kept at a time, and bytes of the largest that is read: an error must not cost the memory of a bundle's map each. */
const keptMaps = 64;
const largestFile = 64 * 1024 * 1024;

/**
 * Tells stacks in terms of the sources, by the maps that lie beside the compiled files; where there is none, as it is.
 *
 * Node does so by itself under `--enable-source-maps`, for modules that are loaded after that; this works for all, and costs
 * nothing until an error is told. Files in node_modules are left alone.
 */
export function createStackMapper(): (error: Error) => string {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (file: string): SourceMap | undefined => {
    if (maps.has(file)) return maps.get(file);
    if (maps.size >= keptMaps) maps.delete(maps.keys().next().value ?? '');
    const map = readMap(file);
    maps.set(file, map);
    return map;
  };
  return (error) =>
    stackText(error)
      .split('\n')
      .map((line) => mapLine(line, mapOf))
      .join('\n');
}

function mapLine(line: string, mapOf: (file: string) => SourceMap | undefined): string {
  const [, before, place, row, column, after] = frame.exec(line) ?? [];
  if (before === undefined || place === undefined || place.includes('node_modules')) return line;
  try {
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    const origin = mapOf(file)?.findOrigin(Number(row), Number(column));
    if (origin === undefined || !('fileName' in origin)) return line;
    const source = origin.fileName.startsWith('file:')
      ? fileURLToPath(origin.fileName)
      : resolve(dirname(file), origin.fileName);
    return `${before}${source}:${origin.lineNumber}:${origin.columnNumber}${after}`;
  } catch {
    return line;
  }
}

function readMap(file: string): SourceMap | undefined {
  try {
    if (statSync(file).size > largestFile) return undefined;
    const url = comment.exec(readFileSync(file, 'utf8'))?.[1];
    if (url === undefined) return undefined;
    const json = url.startsWith('data:')
      ? Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').toString()
      : readFileSync(new URL(url, pathToFileURL(file)), 'utf8');
    return new SourceMap(JSON.parse(json));
  } catch {
    // No map, or none that can be read: the stack of the compiled code is true as well.
    return undefined;
  }
}
