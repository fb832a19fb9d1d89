import type { Registration } from '../blueprint.ts';
import type { BlockPlace } from './text-block.ts';
import { textBlock } from './text-block.ts';

export interface YamlEntry {
  readonly key: string;
  /** Spaces before the key. */
  readonly indent: number;
  /** Whole lines: the key, all that is below it, and an empty line where its siblings have one. */
  readonly block: string;
  readonly place: BlockPlace;
}

/**
 * A key of a YAML file with all that is below it. It is removed by its key, so that one to which somebody added something goes whole:
 * half of it left, other parts would name what is gone. Works on lines, since a parser's output has another layout.
 */
export function yamlEntry(file: string, { key, indent, block, place }: YamlEntry): Registration {
  const head = `${' '.repeat(indent)}${key}:`;
  const isHead = (line: string): boolean => line === `${head}\n` || line.startsWith(`${head} `);
  return {
    file,
    add: (text, tree) =>
      text.split(/(?<=\n)/).some(isHead) ? text : textBlock(file, block, place).add(text, tree),
    remove(text) {
      const lines = text.split(/(?<=\n)/);
      const start = lines.findIndex(isHead);
      if (start === -1) return text;
      // Its own lines are deeper; empty ones belong to it as well.
      const length = lines
        .slice(start + 1)
        .findIndex((line) => line.trim() !== '' && !line.startsWith(' '.repeat(indent + 1)));
      const end = length === -1 ? lines.length : start + 1 + length;
      return [...lines.slice(0, start), ...lines.slice(end)].join('');
    },
  };
}
