/**
 * A string where an import's specifier can stand. Narrower than the engine's first look, which takes the first argument
 * of any call: `it('name'` would make every test file one to parse.
 */
const loading =
  /(?:\bfrom|\bimport|\b(?:import|require|resolve|requireActual|importActual)\s*(?:\?\.\s*)?\(|[)>]\s*\(|<reference\s+types\s*=)(?:\s|\/\/[^\n]{0,400}\n|\/\*(?:[^*]|\*(?!\/)){0,400}\*\/)*["'`](?=([^"'`\s][^"'`\n]*)["'`])/g;

/** Whether a text may import one of some specifiers. Only then it has to be parsed to know whether it does. */
export function mayImport(text: string, wanted: ReadonlySet<string>): boolean {
  for (const [, body] of text.matchAll(loading)) {
    // What is written with escapes is rare, and the parser's business.
    if (body !== undefined && (wanted.has(body) || body.includes('\\'))) return true;
  }
  return false;
}
