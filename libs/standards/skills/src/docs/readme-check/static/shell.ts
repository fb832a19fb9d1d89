import type { Fence } from '../readme/readme.ts';

/** One simple command of a block, split into words as a shell would, without what stands in quotes around them. */
export interface Command {
  readonly words: readonly string[];
  readonly line: number;
  /** The folder that a `cd` before it in the same block went to, as written. */
  readonly folder: string | undefined;
}

const transcripts = new Set(['console', 'shell-session', 'sh-session', 'shellsession']);

/** The commands of a block of a shell. In a transcript those are the lines that begin with `$`. */
export function commandsOf({ language, text, line }: Fence): readonly Command[] {
  const found: Command[] = [];
  const isTranscript = transcripts.has(language) || /^\$ /m.test(text);
  let folder: string | undefined;
  let heredoc: string | undefined;
  text.split('\n').forEach((whole, at) => {
    if (heredoc !== undefined) {
      if (whole.trim() === heredoc) heredoc = undefined;
      return;
    }
    const [, prompt = '', shown = ''] = /^(\s*\$ )?(.*)$/.exec(whole) ?? [];
    if (isTranscript && prompt === '') return;
    heredoc = /<<-?\s*(["']?)(\w+)\1/.exec(shown)?.[2];
    for (const part of simpleCommands(shown)) {
      const words = wordsOf(part);
      if (words[0] === 'cd') folder = words[1];
      else if (words.length > 0) found.push({ words, line: line + 1 + at, folder });
    }
  });
  return found;
}

/** Splits at `&&`, `||`, `|`, `;` and `&` outside quotes; what follows a `#` is a comment. */
function simpleCommands(line: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const one = line.charAt(at);
    if (quote !== '') {
      if (one === quote) quote = '';
      part += one;
    } else if (one === '"' || one === "'") {
      quote = one;
      part += one;
    } else if (one === '#' && (at === 0 || /\s/.test(line.charAt(at - 1)))) {
      break;
    } else if ('&|;'.includes(one)) {
      parts.push(part);
      part = '';
    } else {
      part += one;
    }
  }
  return [...parts, part];
}

function wordsOf(part: string): readonly string[] {
  const words = (part.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) =>
    word.replace(/(["'])(.*?)\1/g, '$2'),
  );
  // Variables for one command come first: `CI=true npm test`.
  const first = words.findIndex((word) => !/^\w+=/.test(word));
  return first === -1 ? [] : words.slice(first);
}
