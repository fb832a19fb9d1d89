import GithubSlugger from 'github-slugger';
import type { Nodes, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import type { Fence, Heading, Link, Readme } from './readme.ts';

/** Reads a page as CommonMark. Tables need no grammar of their own here: their links are links of the paragraph that they are without it. */
export function parseReadme(text: string): Readme {
  // A block of metadata, as some sites have it, would be a rule and a heading; blanks keep all offsets.
  const source = text.replace(/^\uFEFF?---\r?\n[^]*?\n---(?=\r?\n|$)/, (matter) =>
    matter.replace(/[^\n]/g, ' '),
  );
  const root = fromMarkdown(source);
  const headings: Heading[] = [];
  const links: Link[] = [];
  const fences: Fence[] = [];
  const anchors = new Set<string>();
  const slugger = new GithubSlugger();

  const visit = (node: Nodes): void => {
    const at = placeOf(node);
    switch (node.type) {
      case 'heading': {
        const title = textWithoutImages(node);
        // Badges stand behind titles, with a point or a line between.
        const text = title.replace(/[\s·|]+$/u, '');
        headings.push({ depth: node.depth, text, ...at, markdown: isPlain(node) });
        anchors.add(slugger.slug(title));
        break;
      }
      case 'link':
      case 'image':
      case 'definition':
        links.push({ url: node.url, ...at });
        break;
      case 'html':
        readHtml(node.value, at, { headings, links, anchors });
        break;
      case 'code': {
        if (!/^[`~]/.test(source.slice(at.start, at.end))) break;
        const [language = '', ...marks] = `${node.lang ?? ''} ${node.meta ?? ''}`
          .trim()
          .split(/\s+/);
        fences.push({
          ...{ language: language.toLowerCase(), marks, text: node.value, line: at.line },
        });
        break;
      }
      default:
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(root);
  return { headings, links, fences, anchors, hasIntro: hasIntro(root) };
}

type Place = Pick<Heading, 'line' | 'start' | 'end'>;

function placeOf({ position }: Nodes): Place {
  const { start, end } = position ?? {};
  return { line: start?.line ?? 1, start: start?.offset ?? 0, end: end?.offset ?? 0 };
}

function readHtml(
  html: string,
  place: Place,
  into: { readonly headings: Heading[]; readonly links: Link[]; readonly anchors: Set<string> },
): void {
  for (const [, depth, inner = ''] of html.matchAll(/<h([1-6])\b[^>]*>([^]*?)<\/h\1>/gi)) {
    const alternative = /\balt\s*=\s*["']([^"']*)["']/i.exec(inner)?.[1] ?? '';
    const text = inner.replace(/<[^>]*>/g, '').trim() || alternative.trim();
    into.headings.push({ depth: Number(depth), text, ...place, markdown: false });
  }
  for (const [, name = ''] of html.matchAll(/\s(?:id|name)\s*=\s*["']([^"']+)["']/gi)) {
    into.anchors.add(name);
  }
  for (const match of html.matchAll(/\s(?:href|src)\s*=\s*["']([^"']+)["']/gi)) {
    const line = place.line + (html.slice(0, match.index).match(/\n/g)?.length ?? 0);
    into.links.push({ ...place, url: match[1] ?? '', line });
  }
}

const saying = new Set(['paragraph', 'list', 'blockquote', 'table']);

/** Whether text stands between the title and the next heading, besides badges, which are images alone. */
function hasIntro({ children }: Root): boolean {
  const isTitle = (node: RootContent): boolean =>
    (node.type === 'heading' && node.depth === 1) ||
    (node.type === 'html' && /<h1\b/i.test(node.value));
  for (const node of children.slice(children.findIndex(isTitle) + 1)) {
    if (node.type === 'heading') return false;
    if (saying.has(node.type) && textWithoutImages(node) !== '') return true;
    if (node.type === 'html' && /<p\b/i.test(node.value) && textOfHtml(node.value) !== '')
      return true;
  }
  return false;
}

/** Whether nothing but text would be lost with a heading. */
function isPlain(node: Nodes): boolean {
  if (node.type === 'image' || node.type === 'imageReference' || node.type === 'html') return false;
  return !('children' in node) || node.children.every(isPlain);
}

function textWithoutImages(node: Nodes): string {
  return toString(node, { includeImageAlt: false, includeHtml: false }).trim();
}

function textOfHtml(html: string): string {
  return html.replace(/<[^>]*>/g, '').trim();
}
