import { Status } from '@h-j-petroleum/frontend-ui/status';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../conformance/browser/document.ts';
import { launch } from '../../conformance/browser/launch.ts';

const shipped = join(import.meta.dirname, '../../dist/styles.css');
const light = 'rgb(230, 246, 236)';
const dark = 'rgb(16, 41, 26)';

describe('tokens', () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** Background of a passing status where the reader prefers one scheme and the page says another, or nothing. */
  async function background(prefers: 'light' | 'dark', theme: string | undefined) {
    if (browser === undefined) throw new Error('The browser runs while tests do.');
    const page = await browser.newPage({ colorScheme: prefers });
    await page.setContent(
      documentOf({
        themed: (
          <div data-theme={theme}>
            <Status level="pass" />
          </div>
        ),
      }),
    );
    await page.addStyleTag({ content: await readFile(shipped, 'utf8') });
    const found = await page
      .locator('.hj-status')
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    await page.close();
    return found;
  }

  it.each([
    ['light', undefined, light],
    ['dark', undefined, dark],
    ['light', 'dark', dark],
    ['dark', 'light', light],
  ] as const)(
    'of a reader who prefers %s, in a part that is %s',
    async (prefers, theme, expected) => {
      expect(await background(prefers, theme)).toBe(expected);
    },
  );
});
