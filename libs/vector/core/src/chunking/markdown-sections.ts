import type { Span } from './spans.ts';

/** A heading with what stands under it, up to the next heading. */
export interface Section extends Span {
  /** Texts of the headings above, outermost first, the section's own last. */
  readonly headings: readonly string[];
}

/** Sections of a Markdown text; the text before the first heading is one without headings. Headings inside fences are none. */
export function markdownSections(source: string): Section[] {
  const sections: Section[] = [];
  const open: { readonly depth: number; readonly text: string }[] = [];
  let start = 0;
  let fence: string | undefined;
  let lineStart = 0;
  let previous: { readonly start: number; readonly text: string } | undefined;
  const close = (end: number): void => {
    if (end > start) sections.push({ start, end, headings: open.map(({ text }) => text) });
    start = end;
  };
  const begin = (at: number, depth: number, text: string): void => {
    close(at);
    while ((open.at(-1)?.depth ?? 0) >= depth) open.pop();
    open.push({ depth, text });
  };
  for (const line of source.split('\n')) {
    const text = line.replace(/\r$/, '');
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence !== undefined) {
      if (marker?.startsWith(fence) === true && text.trim() === marker) fence = undefined;
      previous = undefined;
    } else if (marker !== undefined) {
      fence = marker;
      previous = undefined;
    } else {
      const [, hashes, heading = ''] =
        /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(text) ?? [];
      const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(text)?.[1];
      if (hashes !== undefined) {
        begin(lineStart, hashes.length, heading);
        previous = undefined;
      } else if (underline !== undefined && previous !== undefined) {
        begin(previous.start, underline.startsWith('=') ? 1 : 2, previous.text);
        previous = undefined;
      } else {
        // A paragraph of one line can be the heading of the underline below it; list items and quotes cannot.
        previous =
          text.trim() === '' || /^\s*(?:[-*+>]|\d+[.)])\s/.test(text) || /^(?: {4}|\t)/.test(text)
            ? undefined
            : (previous ?? { start: lineStart, text: text.trim() });
      }
    }
    lineStart += line.length + 1;
  }
  close(source.length);
  return withoutBareHeadings(source, sections);
}

/** A heading that has nothing below it but another one says little alone: it goes with the section that follows. */
function withoutBareHeadings(source: string, sections: readonly Section[]): Section[] {
  const kept: Section[] = [];
  let start: number | undefined;
  sections.forEach((section, at) => {
    const body = source.slice(section.start, section.end).trim().split('\n').slice(1);
    const isBare =
      section.headings.length > 0 && body.every((line) => /^\s*(?:=+|-+)?\s*$/.test(line));
    const next = sections[at + 1];
    if (isBare && next !== undefined && next.headings.length > section.headings.length) {
      start ??= section.start;
    } else {
      kept.push({ ...section, start: start ?? section.start });
      start = undefined;
    }
  });
  return kept;
}
