/** One piece of script inside a file, at an offset of it. */
export interface ScriptBlock {
  readonly text: string;
  readonly offset: number;
  readonly lang: 'js' | 'jsx' | 'ts' | 'tsx';
}

const scriptTag = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;
/** Astro's component script stands between two fences at the top of the file. */
const frontmatter = /^(\uFEFF?\s*---[ \t]*\r?\n)([\s\S]*?)\r?\n?---/;

/**
 * The scripts of a single-file component: Vue and Svelte keep them in `<script>` elements, Astro also between fences.
 * Elements of other types (JSON, templates) are no scripts.
 */
export function scriptBlocks(path: string, text: string): readonly ScriptBlock[] {
  const blocks: ScriptBlock[] = [];
  if (path.endsWith('.astro')) {
    const [, fence, body] = frontmatter.exec(text) ?? [];
    // Astro compiles its scripts as TypeScript.
    if (fence !== undefined && body) blocks.push({ text: body, offset: fence.length, lang: 'ts' });
  }
  for (const match of text.matchAll(scriptTag)) {
    const [whole, attributes, body] = match;
    if (attributes === undefined || !body || body.trim() === '') continue;
    const type = attributeOf(attributes, 'type');
    if (type !== undefined && !/^(?:module|text\/(?:javascript|babel|typescript)|)$/.test(type))
      continue;
    const closing = whole.lastIndexOf('</');
    blocks.push({
      text: body,
      offset: match.index + closing - body.length,
      lang: langOf(attributeOf(attributes, 'lang'), path),
    });
  }
  return blocks;
}

function attributeOf(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']?([^"'\\s>]*)`).exec(attributes);
  return match?.[1]?.toLowerCase();
}

function langOf(lang: string | undefined, path: string): ScriptBlock['lang'] {
  if (lang === 'ts' || lang === 'typescript') return 'ts';
  if (lang === 'tsx' || lang === 'jsx') return lang;
  return path.endsWith('.astro') ? 'ts' : 'js';
}
