/**
 * A string where only a specifier can stand, or the first argument of some call. Between the word and the string there may
 * be blanks and comments; a comment is looked through for so many characters, because a search without end at each
 * parenthesis would take a hostile file for ever. It ends at the opening quote and looks ahead, so that a quote in a regular
 * expression or a comment cannot swallow the one that opens the next string.
 */
const quoted =
  /(?:from|import|\(|<reference\s+(?:types|path)\s*=)(?:\s|\/\/[^\n]{0,400}\n|\/\*(?:[^*]|\*(?!\/)){0,400}\*\/)*["'`](?=([^"'`\s][^"'`\n]*)["'`])/g;

/**
 * Every text that could be an import specifier, without parsing: more than the file imports, never less. Only a file in
 * which one of them matters has to be parsed to know what is really imported.
 */
export function quotedSpecifiers(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(quoted)) {
    const [, body] = match;
    if (body !== undefined) found.add(body.includes('\\') ? unescaped(body) : body);
  }
  return found;
}

const escape = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/g;

/** The value of a string literal's body, for the escapes that a specifier could be written with. */
export function unescaped(body: string): string {
  return body.replace(
    escape,
    (
      whole,
      point: string | undefined,
      unit: string | undefined,
      byte: string | undefined,
      char,
    ) => {
      const digits = point ?? unit ?? byte;
      if (digits === undefined) return String(char);
      const code = Number.parseInt(digits, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** The name of the package that a bare specifier starts with: `@scope/name` or `name`; undefined for anything else. */
export function packageNameOf(specifier: string): string | undefined {
  const slash = specifier.indexOf('/');
  if (!specifier.startsWith('@')) {
    const name = slash === -1 ? specifier : specifier.slice(0, slash);
    return name === '' || name.startsWith('.') || name.startsWith('#') ? undefined : name;
  }
  if (slash < 2) return undefined;
  const end = specifier.indexOf('/', slash + 1);
  const name = end === -1 ? specifier : specifier.slice(0, end);
  return name.length > slash + 1 ? name : undefined;
}
