import { normalisePath } from './files.ts';

/** Braces beside braces multiply; from here on they are left as they are. */
const mostAlternatives = 256;

/**
 * `{a,b/c}/*` as `a/*` and `b/c/*`, so that a slash inside braces parts folders too. Braces without a comma, such as
 * `{1..3}`, stay.
 */
export function expandBraces(glob: string): readonly string[] {
  let done: string[] = [glob];
  for (;;) {
    const next = done.flatMap(expandFirstBraces);
    if (next.length === done.length || next.length > mostAlternatives) return done;
    done = next;
  }
}

function expandFirstBraces(glob: string): readonly string[] {
  for (let open = glob.indexOf('{'); open !== -1; open = glob.indexOf('{', open + 1)) {
    const alternatives = alternativesAt(glob, open);
    if (!alternatives) continue;
    const head = glob.slice(0, open);
    const tail = glob.slice(open + alternatives.join(',').length + 2);
    return alternatives.map((alternative) => normalisePath(head + alternative + tail));
  }
  return [glob];
}

/** The parts between the commas of the braces that open here; undefined where they do not close or hold one part only. */
function alternativesAt(glob: string, open: number): readonly string[] | undefined {
  const parts = [''];
  let depth = 0;
  for (const char of glob.slice(open + 1)) {
    if (char === '}' && depth === 0) return parts.length > 1 ? parts : undefined;
    if (char === '{') depth++;
    if (char === '}') depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return undefined;
}
