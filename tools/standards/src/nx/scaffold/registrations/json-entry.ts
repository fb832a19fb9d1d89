import { editJson, parseJson, type JsonPath } from '@h-j-petroleum/standards-engine';
import { isDeepStrictEqual } from 'node:util';
import type { Registration } from '../blueprint.ts';

/** A key of an object in a JSON file, with its value. Objects on the way are made, and go with their last key. */
export function jsonEntry(file: string, path: JsonPath, value: unknown): Registration {
  return {
    file,
    add: (text) => (valueAt(text, path) === undefined ? editJson(text, path, value) : text),
    remove(text) {
      if (valueAt(text, path) === undefined) return text;
      let without = editJson(text, path, undefined);
      for (let above = path.slice(0, -1); above.length > 0; above = above.slice(0, -1)) {
        if (!isDeepStrictEqual(valueAt(without, above), {})) break;
        without = editJson(without, above, undefined);
      }
      return without;
    },
  };
}

/** A member of a list in a JSON file, at the list's end. The list has to be there. */
export function jsonListMember(file: string, path: JsonPath, member: string): Registration {
  const listOf = (text: string): unknown[] | undefined => {
    const list = valueAt(text, path);
    return Array.isArray(list) ? list : undefined;
  };
  return {
    file,
    add(text) {
      const list = listOf(text);
      return list === undefined || list.includes(member)
        ? text
        : editJson(text, path, [...list, member]);
    },
    remove(text) {
      const list = listOf(text);
      return list?.includes(member)
        ? editJson(
            text,
            path,
            list.filter((one) => one !== member),
          )
        : text;
    },
  };
}

function valueAt(text: string, path: JsonPath): unknown {
  const parsed = parseJson(text);
  let value: unknown = parsed.ok ? parsed.value : undefined;
  for (const key of path) value = Object(value)[key];
  return value;
}
