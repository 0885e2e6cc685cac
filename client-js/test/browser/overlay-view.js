import { DEADLINE, until } from './harness.js';

/** @typedef {import('./harness.js').Page} Page */

/**
 * Returns what can be seen of the overlay: '' for nothing, the words of the badge, or, in brackets,
 * those of the dialog.
 *
 * @param {Page} page
 */
export function seen(page) {
  return page.evaluate(() => {
    const root = document.querySelector('livereload-overlay')?.shadowRoot;
    if (root?.querySelector('dialog')?.open) {
      const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('h1, h2, article')]);
      return `[${all.map((each) => each.innerText.replace(/\n+/g, '\n')).join('|')}]`;
    }
    const badge = root?.querySelector('.badge');
    return badge?.checkVisibility() ? `${badge.textContent}` : '';
  });
}

/**
 * Waits until that can be seen.
 *
 * @param {Page} page
 * @param {string | RegExp} expected
 * @param {number} [patience] milliseconds
 */
export async function sees(page, expected, patience = DEADLINE) {
  const fits = (/** @type {string} */ text) =>
    typeof expected === 'string' ? text === expected : expected.test(text);
  await until(
    async () => fits(await seen(page)),
    `sees ${expected}`,
    async () => JSON.stringify(await seen(page)),
    patience,
  );
}

/**
 * Clicks on something in the overlay.
 *
 * @param {Page} page
 * @param {string} selector
 */
export const click = (page, selector) =>
  page.evaluate((css) => {
    const root = document.querySelector('livereload-overlay')?.shadowRoot;
    /** @type {HTMLElement | null | undefined} */ (root?.querySelector(css))?.click();
  }, selector);
