import { readerNames } from '@h-j-petroleum/standards-engine';
import type { CheckOptions } from './commands/check.ts';
import { optionWords } from './option-words.ts';

/** A command line of `check`, read without a parser for all commands. */
export interface CheckLine {
  readonly options: CheckOptions;
  readonly colour: boolean;
}

const listNames = ['project', 'skill', 'pack', 'format'] as const;
const textNames = new Set(['root', 'reader', 'base', 'head']);
const switchNames = new Set(['affected', 'pilot', 'no-color']);

/**
 * Reads the usual forms of `standards check`. The parser of all commands costs as much as the check of some fifty packages,
 * so it is loaded only for what is not read here: anything unusual, every mistake, every request for help.
 *
 * @returns undefined for a line that is the parser's business
 */
export function readCheckLine(args: readonly string[]): CheckLine | undefined {
  if (args[0] !== 'check') return undefined;
  const lists: Record<(typeof listNames)[number], string[]> = {
    project: [],
    skill: [],
    pack: [],
    format: [],
  };
  const texts = new Map<string, string>();
  const switches = new Set<string>();
  for (let at = 1; at < args.length; at++) {
    const [, name = '', given] = /^--([a-z-]+)(?:=([^]*))?$/.exec(args[at] ?? '') ?? [];
    if (given === undefined && switchNames.has(name)) {
      switches.add(name);
      continue;
    }
    const value = given ?? args[++at] ?? '';
    if (value === '' || value.startsWith('-')) return undefined;
    const list = listNames.find((one) => one === name);
    if (list === 'format') lists.format.push(value);
    else if (list) lists[list].push(...optionWords(value));
    else if (textNames.has(name) && !texts.has(name)) texts.set(name, value);
    else return undefined;
  }
  const [root, base, head] = ['root', 'base', 'head'].map((name) => texts.get(name));
  const reader = readerNames.find((one) => one === texts.get('reader'));
  if (reader !== texts.get('reader')) return undefined;
  return {
    options: {
      ...lists,
      ...(root === undefined ? {} : { root }),
      ...(reader === undefined ? {} : { reader }),
      ...(base === undefined ? {} : { base }),
      ...(head === undefined ? {} : { head }),
      ...(switches.has('affected') ? { affected: true } : {}),
      ...(switches.has('pilot') ? { pilot: true } : {}),
    },
    colour: !switches.has('no-color'),
  };
}
