import axe from 'axe-core';
import { expect } from 'vitest';
import { unseenFocus } from './focus.ts';
import type { OpenExamples } from './open-examples.ts';

type Check = (open: OpenExamples) => Promise<void>;

const narrow = { width: 320, height: 640 };
const wide = { width: 1280, height: 800 };
const looks = (['light', 'dark'] as const).flatMap((colorScheme) => [
  { colorScheme, size: narrow },
  { colorScheme, size: wide },
]);

/** What every component must do in a browser; each check rejects when it does not. */
export const browserChecks: Readonly<Record<string, Check>> = {
  'is taken over from the server without a difference': ({ errors }) => {
    expect(errors).toEqual([]);
    return Promise.resolve();
  },

  'is one element, and hands that to its ref': async ({ page, names }) => {
    const found = await page.evaluate(
      (wanted) =>
        wanted.map((name) => {
          const elements = document.getElementById(`example-${name}`)?.children;
          const handed = window.conformance?.refs.get(name) === elements?.[0];
          return { name, elements: elements?.length, handed };
        }),
      [...names],
    );
    expect(found).toEqual(names.map((name) => ({ name, elements: 1, handed: true })));
  },

  'gives axe nothing to complain of: light and dark, narrow and wide': async ({ page }) => {
    await page.evaluate(axe.source);
    const complaints: string[] = [];
    for (const { colorScheme, size } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      const violations = await page.evaluate(async () => {
        const results = await (window as unknown as { axe: typeof axe }).axe.run(document);
        return results.violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary ?? ''}`),
        );
      });
      complaints.push(...violations.map((text) => `${colorScheme}, ${size.width}: ${text}`));
    }
    await page.emulateMedia({ colorScheme: 'light' });
    expect(complaints).toEqual([]);
  },

  'fits into 320 pixels': async ({ page }) => {
    await page.setViewportSize(narrow);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewportSize(wide);
    expect(width).toBe(narrow.width);
  },

  'is reached by the keyboard, and shows it': async ({ page, names }) => {
    const seen: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { reached, unseen } = await unseenFocus(page);
      expect(reached).toEqual(names);
      seen.push(...unseen.map((html) => `${colorScheme}: ${html}`));
    }
    await page.emulateMedia({ colorScheme: 'light' });
    expect(seen).toEqual([]);
  },
};
