import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReadme } from './readme/parse-readme.ts';
import { programsOf } from './readme/programs.ts';
import { anchorMeant, hasOwnLinks, targetOf } from './static/judge-links.ts';
import { commandsOf } from './static/shell.ts';

const line = fc.stringMatching(/^[\w #`~()[\].<>"'$&|;!-]{0,30}$/);
const page = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('any page', () => {
  it('is read with places that are in it', () => {
    fc.assert(
      fc.property(page, (text) => {
        const count = text.split('\n').length;
        const { headings, links, fences } = parseReadme(text);
        for (const { line: at, start, end } of [...headings, ...links]) {
          expect(at).toBeGreaterThan(0);
          expect(at).toBeLessThanOrEqual(count);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        for (const { line: at, language } of fences) {
          expect(at).toBeLessThanOrEqual(count);
          expect(language).toBe(language.toLowerCase());
        }
      }),
    );
  });

  it('has each line of its programs where it stands', () => {
    const block = fc.record({
      mark: fc.constantFrom('', ' run', ' continued'),
      lines: fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const lines = blocks.flatMap(({ mark, lines: own }) => ['```ts' + mark, ...own, '```']);
        const programs = programsOf(parseReadme(lines.join('\n')).fences);
        const all = programs.flatMap(({ text }) =>
          text.split('\n').flatMap((one, at) => (one === '' ? [] : [[at, one] as const])),
        );
        for (const [at, one] of all) expect(lines[at]).toBe(one);
        expect(all.length).toBe(blocks.flatMap(({ lines: own }) => own).length);
      }),
    );
  });
});

describe('any link', () => {
  it('leads into the workspace or nowhere', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.array(fc.constant('..'), { maxLength: 5 }), (path, up) => {
        const target = targetOf({ url: [...up, path].join('/') }, 'libs/core/README.md');
        expect(target?.path.split('/') ?? []).not.toContain('..');
      }),
    );
  });

  it('to a file that is no page is seen without reading the page', () => {
    fc.assert(
      fc.property(page, (text) => {
        const own = parseReadme(text).links.filter((link) => {
          const target = targetOf(link, 'README.md');
          return target !== undefined && target.path !== 'README.md' && !/\.md$/.test(target.path);
        });
        if (own.length > 0) expect(hasOwnLinks(text)).toBe(true);
      }),
    );
  });

  it('is meant for an anchor alone that is there', () => {
    fc.assert(
      fc.property(page, fc.string(), (text, anchor) => {
        const readme = parseReadme(text);
        const meant = anchorMeant(anchor, readme);
        if (meant !== undefined) expect([...readme.anchors]).toContain(meant);
      }),
    );
  });
});

describe('any block of a shell', () => {
  it('is split into commands of words, each in a line of the block', () => {
    fc.assert(
      fc.property(page, (text) => {
        const count = text.split('\n').length;
        for (const { words, line: at } of commandsOf({
          language: 'sh',
          marks: [],
          text,
          line: 7,
        })) {
          expect(words.length).toBeGreaterThan(0);
          expect(at).toBeGreaterThan(7);
          expect(at).toBeLessThanOrEqual(7 + count);
        }
      }),
    );
  });
});
