import { editJson, parseJson } from '@h-j-petroleum/standards-engine';
import type { Registration } from '../../scaffold/blueprint.ts';
import { refusal } from '../../scaffold/refuse.ts';

/** The name of a pack in the configuration; the list is made for the first, and goes with the last. */
export function packsEntry(specifier: string): Registration {
  const file = 'standards.config.json';
  return {
    file,
    add(text) {
      const packs = packsIn(text, file);
      return packs.includes(specifier) ? text : editJson(text, ['packs'], [...packs, specifier]);
    },
    remove(text) {
      const packs = packsIn(text, file);
      if (!packs.includes(specifier)) return text;
      const rest = packs.filter((one) => one !== specifier);
      return editJson(text, ['packs'], rest.length === 0 ? undefined : rest);
    },
  };
}

function packsIn(text: string, file: string): readonly unknown[] {
  const parsed = parseJson(text);
  if (!parsed.ok) throw refusal(`${file}:${parsed.line} is not valid JSON: ${parsed.reason}`);
  const packs: unknown = Object(parsed.value)['packs'];
  return Array.isArray(packs) ? packs : [];
}
