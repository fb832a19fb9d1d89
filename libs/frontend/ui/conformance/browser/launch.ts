import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './find-browser.ts';

/** A browser with an empty profile that reaches this machine alone. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      ...['--disable-gpu', '--disable-quic', '--disable-dev-shm-usage'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
