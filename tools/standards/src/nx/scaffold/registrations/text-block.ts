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
      if (text.includes(block)) return text;
      const lines = text.split(/(?<=\n)/);
      const index =
        'end' in place
          ? lines.length
          : 'before' in place
            ? lines.findIndex((line) => place.before.test(line))
            : lines.findLastIndex((line) => place.afterLast.test(line)) + 1;
      if (index === -1) return text;
      return [...lines.slice(0, index), block, ...lines.slice(index)].join('');
    },
    remove: (text) => text.replace(block, ''),
  };
}
