import { storedText } from './window.ts';

/** A pattern of LIKE that finds the text anywhere, and nothing else: `%` and `_` in it stand for themselves. */
export function contains(text: string): string {
  return `%${(storedText(text) ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
