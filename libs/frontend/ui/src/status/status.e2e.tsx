import { describe, expect, it } from 'vitest';
import { describeBrowserConformance } from '../../conformance/describe-browser-conformance.ts';
import { examples } from './status.examples.tsx';

const page = describeBrowserConformance(new URL('status.examples.tsx', import.meta.url), examples);

describe('Status', () => {
  it('is read out as its level and its words', async () => {
    const [pass, words] = ['pass', 'words'].map((name) => page().locator(`#example-${name}`));
    expect(await pass?.ariaSnapshot()).toBe('- text: Pass');
    expect(await words?.ariaSnapshot()).toBe(
      '- img "Fail"\n- text: 3 findings in deps:file-protocol-check',
    );
  });

  it('differs by shape where the reader’s own colours replace those of the page', async () => {
    await page().emulateMedia({ forcedColors: 'active' });
    const icons = await Promise.all(
      ['pass', 'warn', 'fail', 'none'].map((name) =>
        page().locator(`#example-${name} svg`).screenshot(),
      ),
    );
    await page().emulateMedia({ forcedColors: 'none' });
    expect(new Set(icons.map((icon) => icon.toString('base64'))).size).toBe(4);
  });
});
