import type { Result } from 'lighthouse';
import { describe, expect, it } from 'vitest';
import { failedOf, loadLighthouse, valuesOf } from './run-page.ts';

type Part = Pick<Result, 'categories' | 'audits'>;

const audit = (id: string, more: object = {}) => ({
  ...{
    id,
    title: `Title of ${id}`,
    description: '',
    score: 1,
    scoreDisplayMode: 'binary' as const,
  },
  ...more,
});
const metric = (id: string, numericValue?: number) =>
  audit(
    id,
    numericValue === undefined
      ? { scoreDisplayMode: 'error', errorMessage: 'NO_LCP' }
      : { numericValue },
  );
const category = (
  id: string,
  score: number | null,
  ...refs: readonly (readonly [string, number])[]
) => ({
  ...{ id, title: id, score, auditRefs: refs.map(([one, weight]) => ({ id: one, weight })) },
});
const metrics = {
  'first-contentful-paint': metric('first-contentful-paint', 900.12345),
  'largest-contentful-paint': metric('largest-contentful-paint', 1200),
  'speed-index': metric('speed-index', 1000),
  'total-blocking-time': metric('total-blocking-time', 0),
  'cumulative-layout-shift': metric('cumulative-layout-shift', 0.123456),
  'total-byte-weight': metric('total-byte-weight', 4711),
};
const result = (score: number | null = 1, audits: Part['audits'] = {}): Part => ({
  categories: {
    performance: category(
      'performance',
      score,
      ['largest-contentful-paint', 25],
      ['speed-index', 10],
    ),
    accessibility: category('accessibility', 0.875, ['image-alt', 10], ['manual', 0], ['none', 1]),
    'best-practices': category('best-practices', 1, ['image-alt', 1], ['slow', 0]),
    seo: category('seo', 1),
  },
  audits: { ...metrics, ...audits },
});

describe('a report of Lighthouse', () => {
  it('gives scores in points, and metrics', () => {
    expect(valuesOf(result(0.555))).toEqual({
      scores: { performance: 56, accessibility: 88, 'best-practices': 100, seo: 100 },
      metrics: { fcp: 900.123, lcp: 1200, si: 1000, tbt: 0, cls: 0.123, bytes: 4711 },
    });
  });

  it('is none where a score or a metric is missing', () => {
    const without = metric('largest-contentful-paint');
    expect(() => valuesOf(result(null, { 'largest-contentful-paint': without }))).toThrow(
      'performance has no score (largest-contentful-paint: NO_LCP)',
    );
    expect(() => valuesOf(result(null))).toThrow(
      'performance has no score (nothing could be audited)',
    );
    expect(() => valuesOf(result(1, { 'largest-contentful-paint': without }))).toThrow(
      'largest-contentful-paint has no value',
    );
    const { seo: _, ...categories } = result().categories;
    expect(() => valuesOf({ ...result(), categories })).toThrow(
      'seo has no score (nothing could be audited)',
    );
  });

  it('names what failed, once in each category, with what it is about', () => {
    const items = [
      { node: { type: 'node', snippet: '<img\n  src="http://127.0.0.1:4711/a.png">' } },
      { url: 'http://localhost:4711/b.js' },
      { other: 1 },
      { source: 'a fourth' },
    ];
    expect(
      failedOf(
        result(1, {
          'image-alt': audit('image-alt', {
            score: 0,
            details: { type: 'table', headings: [], items },
          }),
          'speed-index': audit('speed-index', { score: 0.89 }),
          'largest-contentful-paint': audit('largest-contentful-paint', { score: 0.9 }),
          manual: audit('manual', { score: null, scoreDisplayMode: 'manual' }),
          slow: audit('slow', { score: 0.5, details: { type: 'x', items: 'none' } }),
        }),
      ),
    ).toEqual([
      {
        id: 'speed-index',
        title: 'Title of speed-index',
        category: 'performance',
        weight: 10,
        items: [],
      },
      ...(
        [
          ['accessibility', 10],
          ['best-practices', 1],
        ] as const
      ).map(([one, weight]) => ({
        ...{ id: 'image-alt', title: 'Title of image-alt', category: one, weight },
        items: ['<img src="/a.png">', '/b.js'],
      })),
      { id: 'slow', title: 'Title of slow', category: 'best-practices', weight: 0, items: [] },
    ]);
  });
});

it('is loaded as a workspace has it installed', async () => {
  expect(await loadLighthouse(import.meta.dirname)).toMatchObject({
    run: expect.any(Function),
    desktop: { settings: { formFactor: 'desktop' } },
  });
});
