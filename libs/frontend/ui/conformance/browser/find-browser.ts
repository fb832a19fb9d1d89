import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser that `CHROME_PATH` names, or where systems install one.
 *
 * @throws Error when there is none: what is tried in a browser must not read as a pass without one
 */
export function findBrowser(named = process.env['CHROME_PATH']): string {
  const found = named === undefined || named === '' ? places.find(existsSync) : named;
  if (found === undefined || !existsSync(found)) {
    throw new Error(
      `There is no browser at ${found ?? places.join(', ')}. Install Chromium (as root: node tools/workspace/bin/browser.mjs), or name one by CHROME_PATH.`,
    );
  }
  return found;
}
