import type { Registration } from '../blueprint.ts';

/** A row in the root README's table of places, after the last row of the same folder, else at the table's end. */
export function readmeRow(root: string, description: string): Registration {
  const sentence = description.replace(/\.$/, '');
  const words = sentence.charAt(0).toLowerCase() + sentence.slice(1);
  const cell = `[${root}](${root}/README.md)`;
  const row = `| ${cell} | ${words.replaceAll('|', '\\|')} |`;
  return {
    file: 'README.md',
    add(text) {
      if (text.includes(`| ${cell} `)) return text;
      const lines = text.split('\n');
      const place = placeOf(lines, root);
      if (place === undefined) return text;
      lines.splice(place, 0, row);
      return lines.join('\n');
    },
    remove: (text) =>
      text
        .split('\n')
        .filter((line) => !line.startsWith(`| ${cell} `))
        .join('\n'),
  };
}

/** The index of the line before which the row goes; undefined where there is no such table. */
function placeOf(lines: readonly string[], root: string): number | undefined {
  const heading = lines.findIndex((line) => /^## Where things are\s*$/.test(line));
  if (heading === -1) return undefined;
  const start = lines.findIndex((line, index) => index > heading && line.startsWith('|'));
  if (start === -1) return undefined;
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  const end = length === -1 ? lines.length : start + length;
  for (let folder = parent(root); folder !== ''; folder = parent(folder)) {
    const last = lines.findLastIndex(
      (line, index) => index >= start && index < end && line.startsWith(`| [${folder}/`),
    );
    if (last !== -1) return last + 1;
  }
  return end;
}

const parent = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
