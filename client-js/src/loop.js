/** What changes so soon after a page has loaded, in milliseconds, its loading may have changed. */
const SOON = 2000;

/** Reloads in a row, each so soon and for the same reason, that are as good as others. */
const AT_ONCE = 12;

/** Then each waits, twice as long as the one before: who saves that often is not left behind. */
const LATER = 4;

/**
 * What a page load tells the next one: why it is reloaded, and how often in a row.
 *
 * @typedef {{ reason?: string, times?: number }} Row
 */

/**
 * Tells how long a reload has to wait, in milliseconds, so that a page that is changed by being
 * loaded comes to rest; `Infinity` is for ever. A change that comes later begins anew.
 *
 * @param {Row} before
 * @param {string} reason
 * @param {number} age of the page, in milliseconds
 * @returns {{ times: number, wait: number }}
 */
export function continueRow({ reason: last, times: before = 0 }, reason, age) {
  const times = reason === last && age < SOON ? before + 1 : 1;
  const late = times - AT_ONCE;
  if (late > LATER) return { times, wait: Infinity };
  return { times, wait: late > 0 ? SOON * 2 ** (late - 1) : 0 };
}
