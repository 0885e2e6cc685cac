/** What scripts add later after the page has loaded, in milliseconds, it is on its own. */
const LATE = 2000;

/** @typedef {[selector: string, left: number, top: number]} Scrolled */

/**
 * Returns what is scrolled: the window and every container.
 *
 * @returns {Scrolled[]}
 */
export function scrolled() {
  return [...document.querySelectorAll('*')]
    .filter((element) => element.scrollTop || element.scrollLeft)
    .map((element) => [selectorOf(element), element.scrollLeft, element.scrollTop]);
}

/**
 * Scrolls a page that is being loaded to where it was, until the user takes over.
 *
 * @param {Scrolled[]} places
 */
export function scrollBack(places) {
  const taken = new AbortController();
  const { signal } = taken;
  const restore = () => {
    if (signal.aborted) return;
    for (const [selector, left, top] of places) {
      // Not as the page's own style says, which may be smoothly.
      document.querySelector(selector)?.scrollTo({ left, top, behavior: 'instant' });
    }
  };
  // What comes late moves the place, where it is put above.
  const growth = new ResizeObserver(restore);
  // Once more at the end: images have made the page longer, and the browser has restored its own.
  const finish = () => {
    setTimeout(restore);
    growth.observe(document.documentElement);
    setTimeout(() => {
      growth.disconnect();
      taken.abort();
    }, LATE);
  };
  for (const type of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
    addEventListener(type, () => taken.abort(), { signal, passive: true, capture: true });
  }
  restore();
  if (document.readyState === 'complete') finish();
  document.addEventListener('DOMContentLoaded', restore, { signal });
  addEventListener('load', finish, { signal });
}

/**
 * Returns what finds an element again in a page of the same structure.
 *
 * @param {Element} element
 * @returns {string}
 */
export function selectorOf(element) {
  const parent = element.parentElement;
  if (!parent) return ':root';
  if (element.id) return `#${CSS.escape(element.id)}`;
  const place = [...parent.children].indexOf(element) + 1;
  return `${selectorOf(parent)}>:nth-child(${place})`;
}
