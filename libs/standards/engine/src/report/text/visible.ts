/**
 * Everything that moves a cursor, hides, reorders or ends a line instead of being seen: control characters (and with
 * them ANSI escapes), format characters (bidirectional overrides, zero-width and tag characters), line and paragraph
 * separators, and code points that no text may hold (lone surrogates, noncharacters; XML refuses them too).
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const shortEscapes = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Text from a repository made safe to show to a person or a model: one line, every character visible. It is applied to
 * all that did not come from the gate itself, because names, ranges and paths are written by whoever wrote the
 * repository, and a terminal or a CI log obeys what it is sent.
 */
export function visibleText(text: string): string {
  return withoutCommands(text.replace(unseen, escapeOf));
}

/** As {@link visibleText}, but line ends stay line ends: one visible text a line. */
export function visibleLines(text: string): string[] {
  return text.split(/\r\n|\n/).map(visibleText);
}

function escapeOf(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/**
 * GitHub's runner obeys `::command::` at the start of a line, indented or not, and `##[command]` anywhere. A word that
 * begins with `::` can come to stand at the start of a line by wrapping, so every such word is defused.
 */
function withoutCommands(text: string): string {
  return text.replace(/(?<!\S)::/g, String.raw`\::`).replaceAll('##[', String.raw`#\#[`);
}
