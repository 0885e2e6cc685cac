import { canonical, pathOf } from './paths.js';

/**
 * Where a page is, as the server and the address have it.
 *
 * @typedef {object} Place
 * @property {string} page the file that the document was made of; '' when the server did not say
 * @property {string} location
 */

/**
 * @param {DOMStringMap} tag what the server wrote on the script tag
 * @param {string[]} origins
 * @returns {Place}
 */
export function placeOf({ page = '' }, origins) {
  return { page: canonical(page), location: pathOf(location.href, location.href, origins) };
}

/**
 * Tells whether the document was made of the file at `path`.
 *
 * @param {string} path
 * @param {Place} place
 */
export function isDocument(path, { page, location }) {
  // Without the server's word for it, as behind a proxy, the address must tell.
  return page ? path === page : [...answersAt(location), `${location}.html`].includes(path);
}

/** @param {string} location */
export function answersAt(location) {
  // One that was opened as a file outside of the site is nowhere in it.
  return location && [location, `${location}/`];
}

/**
 * Tells whether an event is about the document alone, so that it needs no look at what else the
 * page uses.
 *
 * @param {import('./protocol.js').LiveEvent} event
 * @param {Place} place
 */
export function isOnlyDocument(event, place) {
  if (event.type !== 'change') return event.type === 'reload' && event.patch;
  const { added, removed, updated } = event;
  return (
    !added.length && !removed.length && updated.every((url) => isDocument(canonical(url), place))
  );
}
