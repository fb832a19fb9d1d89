import { placeholder } from '../masking/scan.ts';
import { bare, isValue, kindOf, placeholderFor } from './tokens.ts';
import { expectsValue } from './vocabulary.ts';

/** Makes one value of neighbouring values and of lists: `<*> <*>`, `<*>, <*>`, `<*>:<*>`, `alice, bob, carol`. */
export function tidy(tokens: readonly string[]): string[] {
  const result: string[] = [];
  for (const token of foldLists(tokens)) {
    if (isValue(token)) {
      const last = result.at(-1);
      if (isValue(last)) continue;
      // vega:<*>, a host and its port
      if (last === ':' && token === placeholder && isHost(result.at(-2), result.at(-3))) {
        result.pop();
        result.push(placeholderFor(result.pop() ?? ''));
        continue;
      }
      if (isValue(result.at(-2)) && (last === ',' || (last === ':' && !token.startsWith(' ')))) {
        result.pop();
        continue;
      }
    }
    result.push(token);
  }
  return result;
}

function isHost(token: string | undefined, before: string | undefined): boolean {
  if (token === undefined || !/^ ?[a-z][a-z.-]+$/.test(token)) return false;
  const kind = kindOf(token);
  return (
    kind === 'name' ||
    (kind === 'word' && expectsValue(bare(before ?? '')) && !expectsValue(bare(token)))
  );
}

const openers = new Set([':', '(', '[', '{', '=', '<']);
const closers = new Set([')', ']', '}', ';', '.', '|', '>']);

/** Elements of one token each with commas between; two are enough if none is a common word, three otherwise. */
function foldLists(tokens: readonly string[]): readonly string[] {
  if (!tokens.includes(',')) return tokens;
  const result: string[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const first = tokens[index];
    if (first === undefined) break;
    let last = index;
    while (tokens[last + 1] === ',' && isElement(tokens[last + 2]) && endsElement(tokens[last + 3]))
      last += 2;
    if (last === index || !isElement(first)) {
      result.push(first);
      continue;
    }
    const elements = tokens.slice(index, last + 1).filter((token) => token !== ',');
    const before = tokens[index - 1];
    const opened = before === undefined || openers.has(bare(before));
    const names = elements.filter((token) => {
      const kind = kindOf(token);
      return kind === 'name' || kind === 'capitals' || kind === 'value';
    }).length;
    // (<*>, phoenix): in brackets beside a value
    const beside = elements.some(isValue) && elements.every((token) => kindOf(token) !== 'event');
    if (
      names === elements.length ||
      (opened && elements.length >= 3) ||
      (beside && isBracket(tokens[last + 1]))
    ) {
      result.push(placeholderFor(first));
      index = last;
    } else result.push(first);
  }
  return result;
}

function isBracket(token: string | undefined): boolean {
  return token === ')' || token === ']' || token === '}';
}

function isElement(token: string | undefined): boolean {
  return token !== undefined && kindOf(token) !== 'sign' && kindOf(token) !== 'function';
}

function endsElement(token: string | undefined): boolean {
  return token === undefined || closers.has(bare(token)) || token === ',';
}
