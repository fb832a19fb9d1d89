import { bits, bitsOf, codes } from './characters.ts';
import { bracketEnd, quotedEnd } from './extents.ts';
import { messageKeys } from './known-words.ts';

/**
 * Where the message stands in a line that is one JSON object: of the first field at its top named `msg`, `message` or `event`
 * that holds text. `[-1, -1]` where there is none, or where the line is no such object.
 */
export function jsonMessage(line: string, start: number, end: number): readonly [number, number] {
  const none = [-1, -1] as const;
  if (line.charCodeAt(start) !== codes.openCurly) return none;
  let index = start + 1;
  for (let fields = 0; fields < 200; fields += 1) {
    index = skip(line, index, end);
    if (line.charCodeAt(index) !== codes.quote) return none;
    const keyEnd = quotedEnd(line, index, end);
    if (keyEnd === -1) return none;
    const key = line.slice(index + 1, keyEnd - 1);
    index = skip(line, keyEnd, end);
    if (line.charCodeAt(index) !== codes.colon) return none;
    index = skip(line, index + 1, end);
    const code = line.charCodeAt(index);
    if (code === codes.quote) {
      const valueEnd = quotedEnd(line, index, end);
      if (messageKeys.has(key) && valueEnd !== index + 2) {
        return [index + 1, valueEnd === -1 ? end : valueEnd - 1];
      }
      if (valueEnd === -1) return none;
      index = valueEnd;
    } else if (code === codes.openCurly || code === codes.openSquare) {
      index = bracketEnd(line, index, end);
      if (index === -1) return none;
    } else {
      while (index < end && (bitsOf(line.charCodeAt(index)) & bits.ends) === 0) index += 1;
    }
    index = skip(line, index, end);
    if (line.charCodeAt(index) !== codes.comma) return none;
    index += 1;
  }
  return none;
}

function skip(line: string, from: number, end: number): number {
  let index = from;
  while (index < end && (bitsOf(line.charCodeAt(index)) & bits.space) !== 0) index += 1;
  return index;
}
