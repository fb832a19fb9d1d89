import type { Page } from 'playwright-core';

/** How far a mark of focus may lie outside of an element, in pixels. */
const margin = 8;
const mostSteps = 500;

/**
 * Goes through a page by the tabulator key. What cannot be focused by itself is made so first: then a user of the component
 * may do the same.
 *
 * @returns names of the examples that were reached, and the elements that look with the focus as they do without
 * @throws Error when there is no end
 */
export async function unseenFocus(
  page: Page,
): Promise<{ readonly reached: readonly string[]; readonly unseen: readonly string[] }> {
  await page.evaluate(() => {
    for (const root of document.querySelectorAll<HTMLElement>('.example > *'))
      if (root.tabIndex < 0) root.setAttribute('tabindex', '0');
    // Where the way begins.
    document.body.setAttribute('tabindex', '-1');
    document.body.focus();
  });
  const reached = new Set<string>();
  const unseen: string[] = [];
  for (let step = 0; step < mostSteps; step += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator('.example :focus');
    if ((await focused.count()) === 0) return { reached: [...reached], unseen };
    await focused.scrollIntoViewIfNeeded();
    const box = await focused.boundingBox();
    const described = await focused.evaluate((element) => element.outerHTML);
    if (box === null) throw new Error(`Focus is on what is not shown: ${described}`);
    const clip = {
      x: Math.max(0, box.x - margin),
      y: Math.max(0, box.y - margin),
      width: box.width + 2 * margin,
      height: box.height + 2 * margin,
    };
    const name = await focused.evaluate((element) => element.closest('.example')?.id ?? '');
    reached.add(name.replace('example-', ''));
    const withFocus = await page.screenshot({ clip });
    // The next step goes on from here all the same.
    await focused.evaluate((element) => {
      if (element instanceof HTMLElement) element.blur();
    });
    const without = await page.screenshot({ clip });
    if (withFocus.equals(without)) unseen.push(described);
  }
  throw new Error(`After ${mostSteps} steps the keyboard is still inside of the examples.`);
}
