import type { Draft, Files } from '@h-j-petroleum/standards-engine';
import { joinPath, nearestName, parentPath } from '@h-j-petroleum/standards-engine';
import type { ReadmeMessages } from '../messages.ts';
import type { Link, Readme } from '../readme/readme.ts';
import type { Page } from './judge-sections.ts';

export interface LinkContext {
  readonly files: Files;
  /** Of the project, relative to the workspace's root. */
  readonly root: string;
  /** Reads another page; undefined where there is none. */
  readonly pageAt: (path: string) => Readme | undefined;
  readonly isIgnored: (url: string) => boolean;
}

/**
 * Links to files and anchors that are not there. Addresses of other sites are not asked for, nor files of other projects
 * but pages: whoever took one away would have to judge every README anew.
 */
export function judgeLinks(
  page: Page,
  { files, root, pageAt, isIgnored }: LinkContext,
): readonly Draft<ReadmeMessages>[] {
  const found: Draft<ReadmeMessages>[] = [];
  const seen = new Map<string, number>();
  for (const link of page.readme.links) {
    const target = targetOf(link, page.file);
    if (target === undefined || isIgnored(link.url)) continue;
    const { path, anchor } = target;
    const isOwn = root === '' || path === root || path.startsWith(`${root}/`);
    if (!isOwn && !isPage(path)) continue;
    const count = seen.get(link.url) ?? 0;
    seen.set(link.url, count + 1);
    const common = {
      ...{ file: page.file, at: { line: link.line } },
      identity: JSON.stringify([link.url, count]),
    };
    if (path !== page.file && files.kind(path) === undefined) {
      found.push({
        ...{ message: 'link-broken', data: { target: link.url }, ...common },
        ...{ expected: 'a file or folder', actual: `no ${path}`, fixable: false },
      });
      continue;
    }
    const other = path === page.file ? page.readme : isPage(path) ? pageAt(path) : undefined;
    if (anchor === '' || other === undefined || other.anchors.has(anchor)) continue;
    const meant = anchorMeant(anchor, other);
    const near = meant ?? nearestName(anchor, [...other.anchors]);
    found.push({
      ...{ message: 'anchor-missing', data: { target: link.url, page: path }, ...common },
      expected: near === undefined ? 'the slug of a heading' : `#${near}`,
      ...{ actual: `#${anchor}`, fixable: meant !== undefined },
    });
  }
  return found;
}

/** Whether a page may have a link to a file that is no page: told without reading it whole, and rather once too often. */
export function hasOwnLinks(text: string): boolean {
  const targets =
    /\]\(\s*<?([^\s)>]*)|^\s*(?:>\s*)*\[[^\]]*\]:\s*<?([^\s>]*)|\b(?:href|src)\s*=\s*["']?([^\s"'>]*)/gim;
  for (const [, inline, definition, attribute] of text.matchAll(targets)) {
    const url = inline ?? definition ?? attribute ?? '';
    if (!/^(?:[a-z][a-z\d+.-]*:|\/\/|#)|\.(?:md|markdown)(?:[?#].*)?$/i.test(url)) return true;
  }
  return false;
}

/** Where a relative link leads in the workspace; undefined for what is no file of it. */
export function targetOf(
  { url }: Pick<Link, 'url'>,
  file: string,
): { readonly path: string; readonly anchor: string } | undefined {
  // An address, a protocol of its own, or a place that a template fills in.
  if (/^[a-z][a-z\d+.-]*:|^\/\/|[{}<>]/i.test(url)) return undefined;
  const [, rawPath = '', rawAnchor = ''] = /^([^?#]*)(?:\?[^#]*)?#?(.*)$/.exec(url) ?? [];
  const [wanted, anchor] = [decoded(rawPath), decoded(rawAnchor)];
  if (wanted === undefined || anchor === undefined) return undefined;
  const path =
    wanted === ''
      ? file
      : wanted.startsWith('/')
        ? joinPath(wanted.slice(1))
        : joinPath(parentPath(file), wanted);
  // Beyond the root are pages of the repository's host: `../../issues`.
  return path === '..' || path.startsWith('../') ? undefined : { path, anchor };
}

/** The one anchor that differs in nothing but case and marks. */
export function anchorMeant(anchor: string, { anchors }: Readme): string | undefined {
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const like = [...anchors].filter((one) => bare(one) === bare(anchor));
  return like.length === 1 ? like[0] : undefined;
}

function isPage(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
