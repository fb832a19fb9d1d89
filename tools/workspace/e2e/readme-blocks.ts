/** What a README shows that can be run. */
export type Block =
  /** A fenced block of code whose first line names its file: `// pay.mjs`. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  /** A line `$ command` of a fenced block `console`, and what stands below it. */
  | { readonly kind: 'command'; readonly command: string; readonly output: string };

const fence = /^```(\w+)\n(.*?)^```$/gms;

/** Files and commands of a README, in their order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(fence)].flatMap(([, language = '', text = '']): Block[] => {
    if (language === 'console') {
      return text
        .split(/^(?=\$ )/m)
        .filter((part) => part.startsWith('$ '))
        .map((part) => {
          const end = part.indexOf('\n');
          return { kind: 'command', command: part.slice(2, end), output: part.slice(end + 1) };
        });
    }
    const name = /^\/\/ ([\w.-]+\.(?:mjs|ts))\n/.exec(text)?.[1];
    return name === undefined ? [] : [{ kind: 'file', name, text }];
  });
}

/**
 * What is the same whenever it is run: without times, durations, ids, places, and the widths that columns have for them. The
 * order of properties and lines is kept.
 */
export function essenceOf(output: string): string {
  return output
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, '<time>')
    .replaceAll(/\b\d\d:\d\d:\d\d\.\d+/g, '<time>')
    .replaceAll(/\b[0-9a-f]{32}\b|\b[0-9a-f]{16}\b/g, '<id>')
    .replaceAll(/\b\d+(?:\.\d+)? ?(?:ns|µs|us|ms|s)\b/g, '<duration>')
    .replaceAll(/(?<![\w.])-?\d{15,20}\b/g, '<fingerprint>')
    .replaceAll(/Applied [^(]*\(/g, 'Applied <migrations> (')
    .replaceAll(/^.* at .*:\d+:\d+\)?$/gm, '<frame>')
    .replaceAll(/(?:<frame>\n)+/g, '<frame>\n')
    .replaceAll(/-{3,}/g, '---')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ $/gm, '')
    .trim();
}
