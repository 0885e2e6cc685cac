import { stop } from './stop.js';

/**
 * Returns the base of a page that brings the tag itself, which thus does not say it: the server says
 * it in a header of the page, where it has it. Has the tag say that, and which page it is.
 *
 * @param {HTMLScriptElement} tag
 * @returns {string}
 */
export function findBase(tag) {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType('navigation')
  );
  const said = visit?.serverTiming?.find(({ name }) => name === 'livereload');
  if (!said) stop('no tag of the server');
  const [base, page] = said.description.split(' ');
  Object.assign(tag.dataset, { base, page });
  return base;
}
