import type { Browser, Page } from 'playwright-core';
import type { Examples } from '../examples.ts';
import { bundle } from './bundle.ts';
import { documentOf } from './document.ts';
import { serve } from './serve.ts';

/** A page with examples that React has taken over. */
export interface OpenExamples {
  readonly page: Page;
  readonly names: readonly string[];
  /** Errors on the console and uncaught ones, since the page was opened. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the examples of a module in a browser, with the styles that are shipped.
 *
 * @param module where `examples` is exported from, for the browser
 * @param examples the same, for the server
 */
export async function openExamples(
  browser: Browser,
  module: URL,
  examples: Examples,
): Promise<OpenExamples> {
  const { script, styles } = await bundle(module);
  const site = await serve({
    '/': { type: 'text/html', body: documentOf(examples) },
    '/script.js': { type: 'text/javascript', body: script },
    '/styles.css': { type: 'text/css', body: styles },
  });
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(site.address);
  const names = Object.keys(examples);
  await page.waitForFunction((count) => window.conformance?.committed.size === count, names.length);
  const close = async () => {
    await page.close();
    await site.close();
  };
  return { page, names, errors, close };
}
