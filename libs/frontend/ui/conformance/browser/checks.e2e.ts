import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Examples } from '../examples.ts';
import { browserChecks } from './checks.ts';
import { findBrowser } from './find-browser.ts';
import { launch } from './launch.ts';
import { openExamples } from './open-examples.ts';

const [takenOver, handsToRef, axe, fits, focus] = [
  'is taken over from the server without a difference',
  'is one element, and hands that to its ref',
  'gives axe nothing to complain of: light and dark, narrow and wide',
  'fits into 320 pixels',
  'is reached by the keyboard, and shows it',
];

/** Components, and the checks that each of them fails. */
const cases: readonly [string, readonly (string | undefined)[]][] = [
  ['sound', []],
  ['sound-control', []],
  ['differs', [takenOver]],
  ['differs-in-attribute', [takenOver]],
  ['drops-ref', [handsToRef]],
  ['two-elements', [handsToRef]],
  ['nameless-image', [axe]],
  ['pale-in-the-dark', [axe]],
  ['too-wide', [fits]],
  ['unseen-focus', [focus]],
  ['unseen-focus-of-control', [focus]],
];

describe('the checks in a browser', () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function failing(name: string): Promise<readonly string[]> {
    if (browser === undefined) throw new Error('The browser runs while tests do.');
    const module = new URL(`../sabotaged/${name}.tsx`, import.meta.url);
    const { examples } = (await import(module.pathname)) as { examples: Examples };
    const open = await openExamples(browser, module, examples);
    const failed: string[] = [];
    for (const [check, run] of Object.entries(browserChecks)) {
      try {
        await run(open);
      } catch {
        failed.push(check);
      }
    }
    await open.close();
    return failed;
  }

  it('are each shown to fail', () => {
    expect(new Set(cases.flatMap(([, failed]) => failed))).toEqual(
      new Set(Object.keys(browserChecks)),
    );
  });

  it.each(cases)(
    'of one that is %s fail those of what is wrong with it',
    async (name, expected) => {
      expect(await failing(name)).toEqual(expected);
    },
  );
});

describe('a browser that is named and not there', () => {
  it('is an error, and not replaced by another one', () => {
    expect(() => findBrowser('/nowhere/chrome')).toThrow('There is no browser at /nowhere/chrome.');
  });
});
