import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dayAt, sampleRun } from '../../../graduation/testing/sample-runs.ts';
import type { RecordedRun } from '../../../history/recorded-run.ts';
import { buildAdoption } from '../../build-adoption.ts';
import { escapeHtml } from './escape.ts';
import { htmlAdoption } from './page.ts';
import { roundTop } from './plot.ts';

const pageOf = (runs: readonly RecordedRun[], workspace = 'acme'): string =>
  htmlAdoption(
    buildAdoption({
      ...{ runs, workspace, branch: undefined, damagedLines: 2 },
      policy: { countDirty: false, countPilot: true },
      isTrunk: () => true,
      since: dayAt(0),
      until: dayAt(3),
    }),
  );

const twin = { skill: 'toy:twin-check', durationMs: 4000 } as const;
const page = pageOf([
  sampleRun(0, [{ findings: { x: 'open' } }, { project: 'b', mode: 'warn' }, twin]),
  sampleRun(1, [
    { findings: { x: 'waived' } },
    { project: 'b', mode: 'enforce', outcome: 'error' },
  ]),
  sampleRun(2, [{}, { ...twin, project: 'b', outcome: 'not-supported' }]),
]);
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([whole, group]) => group ?? whole);

describe('the page', () => {
  it('needs nothing else, and may load nothing else', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|form)\b/i);
    expect(page).not.toMatch(/\bstyle="|\bon\w+="|url\(|@import|https?:/i);
    const [style = ''] = all(page, /<style>([^]*?)<\/style>/g);
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">`,
    );
    expect(style).toContain('@media (prefers-color-scheme:dark)');
  });

  it('shows what comes from a repository, and obeys none of it', () => {
    const evil = '"><script>alert(1)</script>\u202e';
    const text = pageOf([sampleRun(0, { skill: `x:${evil}`, project: evil })], evil);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\u202e');
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\\u202e');
  });

  it('tells of every drawing what it shows, under a name of its own', () => {
    const ids = all(page, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const drawings = all(page, /<svg class="(?:plot|spark)"[^>]*>/g);
    expect(drawings.length).toBe(6 + 4 + 4 * 3);
    for (const drawing of drawings) {
      expect(drawing).toContain('role="img"');
      const [labels = ''] = all(drawing, /aria-labelledby="([^"]+)"/g);
      for (const id of labels.split(' ')) expect(ids).toContain(id);
    }
    expect(all(page, /<title id=/g)).toHaveLength(drawings.length);
    expect(all(page, /<desc id="[^"]+">[^<]+<\/desc>/g)).toHaveLength(drawings.length);
  });

  it('has the numbers of every plot as a table, and every table in a region that keys reach', () => {
    const figures = all(page, /<figure>([^]*?)<\/figure>/g);
    expect(figures).toHaveLength(18);
    for (const figure of figures) expect(figure).toMatch(/<details><summary>Numbers[^]*<table/);
    const tables = all(page, /<table/g).length;
    expect(
      all(page, /<div class="scroll" tabindex="0" role="region" aria-label="[^"]+"><table/g),
    ).toHaveLength(tables);
    const regions = all(page, /role="region" aria-label="([^"]+)"/g);
    expect(new Set(regions).size).toBe(regions.length);
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    for (const [, close, tag = '', self] of page
      .replace(/<style>[^]*?<\/style>/, '')
      .matchAll(/<(\/?)([a-z0-9]+)[^>]*?(\/?)>/g)) {
      if (tag === 'meta' || self === '/') continue;
      if (close === '') open.push(tag);
      else expect(open.pop()).toBe(tag);
    }
    expect(open).toEqual([]);
  });

  it('shows every skill on every project as it stands', () => {
    const [matrix = ''] = all(page, /<table class="matrix">([^]*?)<\/table>/g);
    const [body = ''] = all(matrix, /<tbody>([^]*?)<\/tbody>/g);
    const rows = all(body, /<tr>([^]*?)<\/tr>/g).map((row) => [
      ...all(row, /<th scope="row">([^<]*)/g),
      ...all(row, /<span class="hidden">([^<]*)/g),
    ]);
    expect(rows).toEqual([
      ['a', 'passes, advisory', 'passes, advisory'],
      ['b', 'crashed, enforce', 'not supported, advisory'],
    ]);
  });

  it('says how much of the history could not be read, and what changed', () => {
    expect(page).toContain('2 lines of the history could not be read and are left out.');
    expect(page).toContain(
      '<th scope="row">2026-03-02</th><td class="word">toy:tidy-check</td><td class="word">warn → enforce</td>',
    );
  });

  it('of an empty history says so, and how to get one', () => {
    const empty = pageOf([]);
    expect(empty).toContain(
      'No run is on record in this time. `standards check` records each run;',
    );
    expect(empty).not.toContain('<figure>');
  });
});

it.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [7, 8],
  [9, 10],
  [11, 20],
  [240, 300],
  [7001, 8000],
])('the axis of %d ends at %d', (value, top) => {
  expect(roundTop(value)).toBe(top);
});

it('escapes what means something in HTML', () => {
  expect(escapeHtml(`<a href="x" title='y'>&\n`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;\\n',
  );
});
