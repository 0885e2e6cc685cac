/**
 * What became of an event in this tab: `kept` is out of date on purpose, `held` until somebody looks.
 *
 * @typedef {'connected' | 'nothing' | 'restyled' | 'patched' | 'reloaded' | 'kept' | 'held' | 'closed'
 *   } Effect
 *
 * @callback Report
 * @param {Effect} effect
 * @param {string} [id] of the version that the tab shows now; the last one where nothing is said
 * @param {string} [reason]
 * @param {number} [since] when the tab heard of it, as `performance.now()` has it
 * @returns {void}
 */

/**
 * Tells the server what this tab shows. Without an answer, because nothing hangs on one.
 *
 * @param {string} src of the script tag
 * @param {string} id of the version that the page was served at
 * @returns {Report}
 */
export function createReporter(src, id) {
  const url = new URL('shown', src);
  const tab = '' + Math.random();
  // A server that gave this script to pages of others, by a key in its path, is not to be told.
  const wanted = url.origin === location.origin && url.href.includes('/__livereload/shown');
  return (effect, reached, reason = '', since = performance.now()) => {
    id = reached || id;
    const time = Math.round(performance.now() - since);
    const report = { tab, page: location.pathname, id, effect, reason, time };
    if (wanted) navigator.sendBeacon?.(url, JSON.stringify(report));
  };
}
