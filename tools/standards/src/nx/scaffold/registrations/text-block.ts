import type { Registration } from '../blueprint.ts';

/** Where a block of lines goes: before or after the line that is this text or matches it, or at the file's end. */
export type BlockPlace =
  { readonly before: RegExp } | { readonly afterLast: RegExp } | { readonly end: true };

/**
 * Whole lines in a file that is no JSON: YAML, SQL, an example of an environment. A block that somebody edited is no longer ours to
 * remove, and is left.
 *
 * @param block lines, each with its line end
 */
export function textBlock(file: string, block: string, place: BlockPlace): Registration {
  return {
    file,
    add(text) {
      if (startOf(text, block) !== -1) return text;
      const lines = text.split(/(?<=\n)/);
      const index = indexOf(lines, place);
      return index === undefined
        ? text
        : [...lines.slice(0, index), block, ...lines.slice(index)].join('');
    },
    remove(text) {
      const start = startOf(text, block);
      return start === -1 ? text : text.slice(0, start) + text.slice(start + block.length);
    },
  };
}

/** Where the block's lines are; one that only ends as its first line does is another. */
function startOf(text: string, block: string): number {
  if (text.startsWith(block)) return 0;
  const before = text.indexOf(`\n${block}`);
  return before === -1 ? -1 : before + 1;
}

/** The line before which the block goes; undefined where no line is the place. */
function indexOf(lines: readonly string[], place: BlockPlace): number | undefined {
  if ('end' in place) return lines.length;
  const matches = (pattern: RegExp) => (line: string) => pattern.test(line.replace(/\r?\n$/, ''));
  const found =
    'before' in place
      ? lines.findIndex(matches(place.before))
      : lines.findLastIndex(matches(place.afterLast));
  if (found === -1) return undefined;
  return 'before' in place ? found : found + 1;
}
