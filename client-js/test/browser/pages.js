/** What the pages of the tests are made of. */

export const GREEN = 'rgb(0, 128, 0)';
export const RED = 'rgb(255, 0, 0)';
export const BLUE = 'rgb(0, 0, 255)';
export const TRANSPARENT = 'rgba(0, 0, 0, 0)';
export const BACKGROUND = 'background-color';

export const LINK = '<link rel="stylesheet" href="a.css">';

/** @param {string} color */
export const background = (color) => `body { background-color: ${color} }`;

/**
 * @param {string} head
 * @param {string} [body]
 */
export const html = (head, body = '<p>text</p>') =>
  `<!doctype html><html><head><title>t</title>${head}</head><body>${body}</body></html>`;

/**
 * Returns the markup of every link, with `*` for its version.
 *
 * @param {import('puppeteer-core').Page} page
 */
export const links = (page) =>
  page.$$eval('link', (all) =>
    all.map((link) => link.outerHTML.replace(/(&amp;|\?)livereload=[\w.-]+/, '$1*')),
  );

/** A promise, and what fulfils it. */
export function gate() {
  /** @type {(value?: unknown) => void} */
  let open = () => {};
  const until = new Promise((resolve) => (open = resolve));
  return { until, open };
}
