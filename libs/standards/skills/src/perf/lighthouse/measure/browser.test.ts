import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBrowser, startBrowser } from './browser.ts';

let folder = '';
/** Something that is started as a browser would be. */
const program = (name: string, body: string): string => {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'browser-test-'));
  mkdirSync(join(folder, 'temporary'));
  vi.stubEnv('TMPDIR', join(folder, 'temporary'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('a browser', () => {
  it('is the one that is named, and no other in its place', () => {
    const path = program('chromium', '');
    writeFileSync(join(folder, 'no-program'), '', { mode: 0o644 });
    expect(findBrowser(path, { CHROME_PATH: '/none' })).toBe(path);
    expect(findBrowser(undefined, { CHROME_PATH: path })).toBe(path);
    expect(findBrowser('/none', { CHROME_PATH: path, PATH: folder })).toBeUndefined();
    expect(findBrowser(undefined, { CHROME_PATH: join(folder, 'no-program') })).toBeUndefined();
  });

  it('is found where systems install it, or on the PATH', () => {
    const path = program('google-chrome', '');
    const found = findBrowser(undefined, {
      PATH: join(folder, 'temporary') + ':' + folder,
      CHROME_PATH: '',
    });
    // A machine with a browser of its own has that.
    expect(
      found?.startsWith('/usr/') ||
        found?.startsWith('/opt/') ||
        found === join(folder, 'chromium') ||
        found === path,
    ).toBe(true);
  });

  it('tells its port by its profile, has that for a home, and is gone with it', async () => {
    const path = program(
      'tells',
      `const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const profile = process.argv.find((one) => one.startsWith('--user-data-dir=')).slice(16);
writeFileSync(${JSON.stringify(join(folder, 'seen.json'))}, JSON.stringify({ flags: process.argv.slice(2), home: process.env.HOME, profile, names: Object.keys(process.env) }));
writeFileSync(join(profile, 'DevToolsActivePort'), '4711\\n/devtools/browser/x');
setInterval(() => {}, 1000);`,
    );
    vi.stubEnv('SECRET', 'x');
    const browser = await startBrowser({ path, flags: ['--lang=de'], network: false });
    expect(browser.port).toBe(4711);
    await browser.close();
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
    const { flags, home, profile, names } = JSON.parse(
      readFileSync(join(folder, 'seen.json'), 'utf8'),
    );
    expect(home).toBe(profile);
    expect(names).not.toContain('SECRET');
    for (const flag of [
      ...['--headless', '--remote-debugging-port=0', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-quic', '--lang=de'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
    ])
      expect(flags).toContain(flag);
    const online = await startBrowser({ path, flags: [], network: true });
    await online.close();
    expect(readFileSync(join(folder, 'seen.json'), 'utf8')).not.toContain('--host-resolver-rules');
  });

  it('that does not start says why', async () => {
    const path = program('ends', `console.error('no display'); process.exit(3);`);
    await expect(startBrowser({ path, flags: [], network: false })).rejects.toThrow(
      `The browser ${path} ended with exit code 3. Its last words: no display`,
    );
    await expect(
      startBrowser({ path: join(folder, 'none'), flags: [], network: false }),
    ).rejects.toThrow(
      `The browser ${join(folder, 'none')} could not be started: spawn ${join(folder, 'none')} ENOENT.`,
    );
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
  });

  it('leaves no profile for good when whoever measures is killed', async () => {
    // No process has this number: it is above the most that Linux gives.
    mkdirSync(join(folder, 'temporary/standards-browser-99999999-x/Default'), { recursive: true });
    mkdirSync(join(folder, `temporary/standards-browser-${process.pid}-x`));
    const path = program('ends', 'process.exit(3);');
    await expect(startBrowser({ path, flags: [], network: false })).rejects.toThrow('exit code 3.');
    expect(readdirSync(join(folder, 'temporary'))).toEqual([`standards-browser-${process.pid}-x`]);
  });
});
