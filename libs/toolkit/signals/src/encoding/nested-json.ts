import { messageOf } from '../errors.ts';
import type { RecordLimits } from './attributes.ts';
import type { Marked } from './marks.ts';
import { marks } from './marks.ts';
import { jsonString, storableText } from './text.ts';

const deepest = 8;
const broadest = 128;
/** Of a name within a value. */
const nameLength = 256;

/**
 * The JSON of one object as `JSON.stringify` would write it, whatever it holds, within a budget of characters: what is
 * circular, too deep, too broad, too long or throws is replaced or left out, and marked. Of a Map the entries are members, a
 * Set is an array, an Error its stack, and bytes are base64.
 *
 * The budget is why this is not left to a library: objects that share their parts (eight levels that each name the next a
 * hundred times) are small in memory and 10^16 characters long.
 */
export function nestedJson(
  value: object,
  limits: RecordLimits,
  marked: Marked,
): string | undefined {
  return new Walk(limits, marked).json(value);
}

class Walk {
  readonly #limits: RecordLimits;
  readonly #marked: Marked;
  readonly #above: object[] = [];
  /** Characters that may still be written. */
  #left: number;

  constructor(limits: RecordLimits, marked: Marked) {
    this.#limits = limits;
    this.#marked = marked;
    this.#left = limits.valueLength;
  }

  json(value: unknown): string | undefined {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        if (Number.isFinite(value)) return this.#spend(String(value));
        this.#marked.marks |= marks.valueReplaced;
        return this.#spend(`"${value}"`);
      case 'boolean':
        return this.#spend(String(value));
      case 'bigint':
        return this.#spend(String(value));
      case 'object':
        return value === null ? this.#spend('null') : this.#object(value);
      default:
        return undefined;
    }
  }

  #spend(json: string): string {
    this.#left -= json.length;
    return json;
  }

  #text(text: string): string {
    const room = Math.max(0, Math.min(this.#limits.valueLength, this.#left));
    return this.#spend(jsonString(storableText(text, room, this.#marked), this.#marked));
  }

  #replaced(text: string): string {
    this.#marked.marks |= marks.valueReplaced;
    return this.#text(text);
  }

  #object(value: object): string | undefined {
    if (value instanceof Error) return this.#text(String(value.stack ?? value.message));
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return this.#bytes(value);
    const toJSON: unknown = Reflect.get(value, 'toJSON');
    if (typeof toJSON === 'function') {
      const given: unknown = Reflect.apply(toJSON, value, ['']);
      if (typeof given !== 'object' || given === null) return this.json(given);
      return given === value ? this.#within(value) : this.#within(given);
    }
    if (value instanceof Number || value instanceof String || value instanceof Boolean)
      return this.json(value.valueOf());
    return this.#within(value);
  }

  #within(value: object): string {
    if (this.#above.includes(value)) return this.#replaced('[Circular]');
    if (this.#above.length >= deepest)
      return this.#replaced(Array.isArray(value) ? '[Array]' : '[Object]');
    this.#above.push(value);
    try {
      if (Array.isArray(value)) return this.#list(value.length, (at) => value[at] as unknown);
      if (value instanceof Set) {
        const items = first(value);
        return this.#list(value.size, (at) => items[at]);
      }
      if (value instanceof Map) {
        const entries = first(value).map(
          ([key, inner]) => [nameOf(key), (): unknown => inner] as const,
        );
        return this.#members(value.size, entries);
      }
      const keys = Object.keys(value);
      return this.#members(
        keys.length,
        keys
          .slice(0, broadest)
          .map((key) => [key, (): unknown => Reflect.get(value, key)] as const),
      );
    } finally {
      this.#above.pop();
    }
  }

  #list(length: number, itemAt: (at: number) => unknown): string {
    const parts: string[] = [];
    const most = Math.min(length, broadest);
    if (length > most) this.#marked.marks |= marks.attributesCut;
    for (let at = 0; at < most; at++) {
      if (this.#isSpent()) break;
      parts.push(this.#safely(() => itemAt(at)) ?? this.#spend('null'));
      this.#left--;
    }
    return `[${parts.join(',')}]`;
  }

  #members(count: number, entries: readonly (readonly [string, () => unknown])[]): string {
    const parts: string[] = [];
    if (count > entries.length) this.#marked.marks |= marks.attributesCut;
    for (const [key, read] of entries) {
      if (this.#isSpent()) break;
      const json = this.#safely(read);
      if (json === undefined) continue;
      const name = jsonString(storableText(key, nameLength, this.#marked), this.#marked);
      this.#left -= name.length + 2;
      parts.push(`${name}:${json}`);
    }
    return `{${parts.join(',')}}`;
  }

  #isSpent(): boolean {
    if (this.#left > 0) return false;
    this.#marked.marks |= marks.attributesCut;
    return true;
  }

  #safely(read: () => unknown): string | undefined {
    try {
      return this.json(read());
    } catch (error) {
      return this.#replaced(`[${saidBy(error).slice(0, nameLength)}]`);
    }
  }

  #bytes(value: ArrayBufferView | ArrayBuffer): string {
    const bytes = ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      : Buffer.from(value);
    const room = Math.max(0, Math.floor(Math.min(this.#limits.valueLength, this.#left) * 0.75));
    if (bytes.length > room) this.#marked.marks |= marks.textCut;
    return this.#replaced(bytes.subarray(0, room).toString('base64'));
  }
}

function first<Item>(items: Iterable<Item>): Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    if (taken.length >= broadest) break;
    taken.push(item);
  }
  return taken;
}

function nameOf(key: unknown): string {
  return typeof key === 'object' && key !== null ? '[Object]' : String(key);
}

/** What was thrown, in words, though its own words throw too. */
export function saidBy(thrown: unknown): string {
  try {
    return messageOf(thrown);
  } catch {
    return 'unreadable';
  }
}
