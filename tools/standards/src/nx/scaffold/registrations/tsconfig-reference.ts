import { parseJson } from '@h-j-petroleum/standards-engine';
import type { Registration } from '../blueprint.ts';

/** The root's tsconfig.json refers to the project, so that `tsc --build` and editors know of it. */
export function tsconfigReference(root: string, file = 'tsconfig.json'): Registration {
  const path = `./${root}`;
  return {
    file,
    add: (text) => {
      const paths = pathsOf(text);
      return paths.includes(path) ? text : withPaths(text, [...paths, path].sort());
    },
    remove: (text) => {
      const paths = pathsOf(text);
      return paths.includes(path)
        ? withPaths(
            text,
            paths.filter((one) => one !== path),
          )
        : text;
    },
  };
}

function pathsOf(text: string): string[] {
  const parsed = parseJson(text);
  const references: unknown = parsed.ok ? Object(parsed.value)['references'] : undefined;
  if (!Array.isArray(references)) return [];
  return references
    .map((reference: unknown): unknown => Object(reference)['path'])
    .filter((path) => typeof path === 'string');
}

/** A line a reference, as they are written by hand; a JSON editor would give each of them three. */
function withPaths(text: string, paths: readonly string[]): string {
  const lines = paths.map((path) => `    { "path": ${JSON.stringify(path)} }`).join(',\n');
  return text.replace(/"references":\s*\[[^\]]*\]/, () => `"references": [\n${lines}\n  ]`);
}
