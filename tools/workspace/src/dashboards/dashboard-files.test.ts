import { describe, expect, it } from 'vitest';
import { staleFiles } from './generate.ts';
import { pages } from './pages.ts';
import { readDashboards } from './testing/dashboards.ts';

const dashboards = readDashboards();

describe('dashboard files', () => {
  it('are what npm run dashboards writes', async () => {
    expect(await staleFiles()).toStrictEqual([]);
    expect(dashboards.map(({ file }) => file).sort()).toStrictEqual(
      pages.map(({ name }) => `${name}.json`).sort(),
    );
  });

  it.each(dashboards)('$file says where it comes from, and has an address of its own', (page) => {
    const name = page.file.replace('.json', '');
    expect(page.uid).toBe(`signals-${name}`);
    expect(page.description).toContain(`tools/workspace/src/dashboards/pages/${name}.ts`);
    expect(new Set(page.panels.map(({ id }) => id)).size).toBe(page.panels.length);
    expect(new Set(page.panels.map(({ title }) => title)).size).toBe(page.panels.length);
  });

  it.each(dashboards)(
    'no two panels of $file lie on one another, and none beside the page',
    (page) => {
      const places = page.panels.map(({ gridPos }) => gridPos);
      for (const [n, one] of places.entries()) {
        expect(one.x + one.w).toBeLessThanOrEqual(24);
        for (const other of places.slice(n + 1)) {
          const apart =
            one.x + one.w <= other.x ||
            other.x + other.w <= one.x ||
            one.y + one.h <= other.y ||
            other.y + other.h <= one.y;
          expect(apart).toBe(true);
        }
      }
    },
  );

  it('links between pages lead to pages and variables that there are', () => {
    const links = dashboards.flatMap(({ text }) => [
      ...text.matchAll(/\/d\/(signals-\w+)\?var-(\w+)=/g),
    ]);
    expect(links.length).toBeGreaterThan(5);
    for (const [, uid, variable] of links) {
      const target = dashboards.find((page) => page.uid === uid);
      expect(target?.templating.list.map(({ name }) => name)).toContain(variable);
    }
  });
});
