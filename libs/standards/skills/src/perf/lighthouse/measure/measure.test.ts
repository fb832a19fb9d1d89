import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@h-j-petroleum/standards-engine';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { optionsSchema } from '../options.ts';
import { measureSite } from './measure.ts';

const project: Project = {
  ...{ id: 'web', name: 'web', root: '', tags: [] },
  manifest: { file: 'package.json', text: '', data: { name: 'web' } },
};
const measure = (site: object = { folder: 'dist' }, more: object = {}) =>
  measureSite({ root, project, options: optionsSchema.parse({ sites: { web: site }, ...more }) });

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lighthouse-test-'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

describe('what cannot be measured here', () => {
  it('is said, with the way out', async () => {
    expect(await measure({})).toEqual({ notSupported: 'Nothing says how it is served.' });
    const way =
      'Install Chromium (Debian: apt-get install chromium; macOS: brew install --cask chromium), or name one by CHROME_PATH or the option `browser`.';
    expect(await measure(undefined, { browser: '/none/chromium' })).toEqual({
      notSupported: `There is no browser at /none/chromium. ${way}`,
    });
    vi.stubEnv('CHROME_PATH', '/nor/here');
    expect(await measure()).toEqual({
      notSupported: `There is no browser at /nor/here. ${way}`,
    });
  });

  it('is of an older Lighthouse, or of none', async () => {
    const other = join(root, 'node_modules/lighthouse');
    mkdirSync(join(other, 'core/config'), { recursive: true });
    writeFileSync(join(other, 'package.json'), '{ "main": "core/index.js", "type": "module" }');
    writeFileSync(join(other, 'core/index.js'), 'export default {};');
    writeFileSync(join(other, 'core/config/desktop-config.js'), 'export default {};');
    expect(await measure()).toEqual({
      notSupported: 'The Lighthouse that is installed is no function. Take 12 or 13.',
    });
  });
});
