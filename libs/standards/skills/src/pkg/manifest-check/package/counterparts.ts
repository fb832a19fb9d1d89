import type { Outputs } from '../options.ts';

const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const otherSourceExtensions = ['.vue', '.svelte', '.astro'];
const styleExtensions = ['.css', '.scss', '.sass', '.less', '.styl', '.pcss'];

/** Folders inside an output that say how it was built, and not what of. */
const formatFolder =
  /^(?:esm?|esm\d+|esnext|es20\d\d|cjs|commonjs|mjs|modules?|umd|types?|node|browser|bundle)$/;
/** Parts of a file's name that say how it was built. */
const formatSuffix =
  /\.(?:esm?|cjs|mjs|umd|iife|global|browser|node|module|modern|legacy|min|bundle|prod(?:uction)?|dev(?:elopment)?)$/;

/** The packages of a workspace mostly build the same files. */
const known = new WeakMap<Outputs, Map<string, readonly string[]>>();

/**
 * The files that a built file may be made of, likeliest first: `dist/x.js` and `dist/cjs/x.d.cts` of `src/x.ts` or
 * `src/x/index.ts`. Paths are relative to the package; a `*` stays.
 */
export function counterparts(built: string, outputs: Outputs): readonly string[] {
  let answers = known.get(outputs);
  if (!answers) {
    answers = new Map();
    known.set(outputs, answers);
  }
  let answer = answers.get(built);
  if (!answer) {
    answer = [...findCounterparts(built, outputs)];
    answers.set(built, answer);
  }
  return answer;
}

function* findCounterparts(built: string, outputs: Outputs): Generator<string> {
  for (const { from, to } of outputs) {
    if (!from.endsWith('/')) {
      if (from === built) yield to;
      continue;
    }
    if (!built.startsWith(from)) continue;
    const rest = built.slice(from.length);
    for (const path of new Set([rest, withoutFormatFolders(rest)])) {
      for (const name of sourcesOf(path)) yield to + name;
    }
  }
}

function withoutFormatFolders(path: string): string {
  const parts = path.split('/');
  while (parts.length > 1 && formatFolder.test(parts[0] ?? '')) parts.shift();
  return parts.join('/');
}

function* sourcesOf(path: string): Generator<string> {
  const code = /^(.*?)(?:\.d)?\.[mc]?[jt]sx?$/.exec(path)?.[1];
  if (code === undefined) {
    yield path;
    const style = /^(.*?)(?:\.min)?\.css$/.exec(path)?.[1];
    if (style !== undefined) for (const extension of styleExtensions) yield style + extension;
    return;
  }
  // Declarations may be written by hand and copied.
  if (/\.d\.[mc]?ts$/.test(path)) yield path;
  const plain = code.replace(formatSuffix, '');
  for (const stem of new Set([code, plain])) {
    for (const extension of sourceExtensions) yield stem + extension;
  }
  for (const extension of sourceExtensions) yield `${plain}/index${extension}`;
  for (const extension of otherSourceExtensions) yield plain + extension;
}
