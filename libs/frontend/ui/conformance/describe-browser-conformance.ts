import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { browserChecks } from './browser/checks.ts';
import { launch } from './browser/launch.ts';
import { openExamples, type OpenExamples } from './browser/open-examples.ts';
import type { Examples } from './examples.ts';

/**
 * What every component must do in a browser, for all of its examples at once.
 *
 * @param module where `examples` is exported from
 * @returns the page, for the component's own tests
 */
export function describeBrowserConformance(module: URL, examples: Examples): () => Page {
  let browser: Browser | undefined;
  let open: OpenExamples | undefined;
  const opened = (): OpenExamples => {
    if (open === undefined) throw new Error('The page is open while tests run.');
    return open;
  };
  beforeAll(async () => {
    browser = await launch();
    open = await openExamples(browser, module, examples);
  });
  afterAll(async () => {
    await open?.close();
    await browser?.close();
  });

  describe('conformance in a browser', () => {
    it.each(Object.entries(browserChecks))('%s', async (_name, check) => {
      await check(opened());
    });
  });
  return () => opened().page;
}
