import { continueRow } from './loop.js';
import { scrollBack, scrolled } from './scroll.js';

/** At most this long between two looks whether the page answers, in milliseconds. */
const LONGEST_WAIT = 5000;

/**
 * How often a page that answers with an error or with nothing is asked again, about 3 s in all: a
 * build or a save may be under way. Then the error is what there is to see.
 */
const PATIENCE = 5;

/**
 * Reloads the page when it answers again: never into the browser's own error page, on which this
 * script would be lost, and never twice for one version, nor for
 * ever for what loading the page changes.
 *
 * @param {object} setup
 * @param {string} setup.storageKey where one page load leaves word for the next
 * @param {import('./log.js').Log} setup.log
 * @param {(type: string, detail: unknown) => void} setup.emit
 * @returns {(id: string, reason: string) => Promise<void>} takes the id of the version that the
 *   page shall show
 */
export function createReloader({ storageKey, log, emit }) {
  const { id: done, places, ...row } = takeWord(storageKey);
  const loadedAt = performance.now();
  // A page for a missing address changes, too, and is missing then as now.
  const shown = wasMissing() ? 'missing' : 'page';
  let attempt = new AbortController();
  if (places) scrollBack(places);

  return async (id, reason) => {
    if (id === done) {
      log.warn(`${reason}, but this page was reloaded for that already; not again`);
      return;
    }
    const { times, wait } = continueRow(row, reason, performance.now() - loadedAt);
    if (wait === Infinity) {
      log.warn(`${reason}, as ${times} times in a row after loading; not reloaded again for that`);
      return;
    }
    attempt.abort();
    attempt = new AbortController();
    const { signal } = attempt;
    log.info(`reloading: ${reason}${wait ? `, ${times} times in a row; in ${wait / 1000} s` : ''}`);
    await new Promise((next) => setTimeout(next, wait));
    if (signal.aborted) return;
    for (let tries = 0; ; tries++) {
      const answer = await probe(signal);
      if (signal.aborted) return;
      if (answer === 'page' || answer === shown || (answer === 'error page' && tries >= PATIENCE)) {
        emit('before-reload', { id, reason });
        leaveWord(storageKey, { id, places: scrolled(), reason, times });
        location.reload();
        return;
      }
      if (answer === 'missing' && tries >= PATIENCE) {
        log.warn('this page is not there any more; it stays until it is back');
        return;
      }
      if (tries === PATIENCE) log.info('waiting for this page to answer');
      await new Promise((next) => setTimeout(next, Math.min(LONGEST_WAIT, 100 * 2 ** tries)));
    }
  };
}

/** Whether this document is what the server shows where it has none. */
function wasMissing() {
  const [navigation] = performance.getEntriesByType('navigation');
  const { responseStatus } = /** @type {PerformanceNavigationTiming} */ (navigation);
  return responseStatus === 404 || responseStatus === 410;
}

/**
 * Asks for the page. An error page brings this script too, and so heals by itself.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<'page' | 'error page' | 'missing' | 'nothing'>} `nothing` is no answer, or one
 *   on which this script would be lost
 */
async function probe(signal) {
  // Other protocols, such as file:, cannot be asked.
  if (!location.protocol.startsWith('http')) return 'page';
  try {
    const headers = { Accept: 'text/html,*/*;q=0.8' };
    const answer = await fetch(location.href, { cache: 'no-store', headers, signal });
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    reader?.cancel();
    if (answer.ok && first?.value) return 'page';
    if (answer.status === 404 || answer.status === 410) return 'missing';
    return /html/.test(`${answer.headers.get('Content-Type')}`) ? 'error page' : 'nothing';
  } catch {
    return 'nothing';
  }
}

/**
 * @param {string} key
 * @returns {{ id?: string, places?: import('./scroll.js').Scrolled[] } & import('./loop.js').Row}
 */
function takeWord(key) {
  try {
    const word = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    sessionStorage.removeItem(key);
    return word;
  } catch {
    // This frame has no storage.
    return {};
  }
}

/**
 * @param {string} key
 * @param {object} word
 */
function leaveWord(key, word) {
  try {
    sessionStorage.setItem(key, JSON.stringify(word));
  } catch {
    // This frame has no storage, or it is full: the page starts at its top.
  }
}
