import { openSync } from 'fontkit';
import { families } from './fonts.ts';
import type { Issue } from './error.ts';

/** Characters that show nothing of their own and shape their neighbours. */
const shapeless = /[\p{Default_Ignorable_Code_Point}\s]/u;

/** Tells which characters the fonts can show. */
export interface Coverage {
  has(character: string): boolean;
}

/** Reads what the font files cover. Takes about a fifth of a second. */
export function readCoverage(files: readonly string[]): Coverage {
  const covered = new Set<number>();
  for (const file of files) {
    const font = openSync(file);
    if (!('characterSet' in font)) throw new Error(`${file} is a collection, not one font.`);
    for (const point of font.characterSet) covered.add(point);
  }
  return {
    has: (character) => shapeless.test(character) || covered.has(character.codePointAt(0) ?? 0),
  };
}

const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
const named = (character: string) => `${character} (${codePoint(character)})`;

/**
 * Every place in the data whose text holds characters that no font can show, with the characters.
 * Said before anything is set: a page with boxes or gaps in a name is worse than none.
 */
export function missingGlyphs(data: unknown, coverage: Coverage, path = ''): Issue[] {
  if (typeof data === 'string') {
    const missing = [...new Set(data.normalize('NFC'))].filter(
      (character) => !coverage.has(character),
    );
    if (missing.length === 0) return [];
    const shown = missing.slice(0, 8).map(named).join(', ');
    const rest = missing.length > 8 ? ` and ${missing.length - 8} more` : '';
    return [
      {
        path,
        message: `holds ${shown}${rest}, which none of the fonts can show (${families.map(({ family }) => family).join(', ')})`,
      },
    ];
  }
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    missingGlyphs(value, coverage, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/** Whatever a view holds, with each character that no font can show replaced by its code point: `[U+0E44]`. */
export function withNamedGlyphs(view: unknown, coverage: Coverage): unknown {
  if (typeof view === 'string')
    return [...view.normalize('NFC')]
      .map((character) => (coverage.has(character) ? character : `[${codePoint(character)}]`))
      .join('');
  if (Array.isArray(view)) return view.map((item: unknown) => withNamedGlyphs(item, coverage));
  if (typeof view !== 'object' || view === null) return view;
  return Object.fromEntries(
    Object.entries(view).map(([key, value]) => [key, withNamedGlyphs(value, coverage)]),
  );
}
