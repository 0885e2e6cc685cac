import { filled, fillIn } from './form.js';
import { continueRow } from './loop.js';
import { painted } from './paint.js';
import { scrollBack, scrolled } from './scroll.js';
import { withStorage } from './storage.js';

/** At most this long between two looks whether the page answers, in milliseconds. */
const LONGEST_WAIT = 5000;

/**
 * How often a page that answers with an error or with nothing is asked again, about 3 s in all: a
 * build or a save may be under way. Then the error is what there is to see.
 */
const PATIENCE = 5;

/**
 * What one page load leaves for the next. `at` is when it heard of what it is reloaded for, in
 * milliseconds since 1970.
 *
 * @typedef {{ id: string, at: number, places: import('./scroll.js').Scrolled[],
 *   form: import('./form.js').Form } & import('./loop.js').Row} Word
 *
 * @typedef {(id: string, reason: string, at?: number) => Promise<void>} Reload takes the id of the
 *   version that the page shall show, and when the tab heard of it
 */

/**
 * Reloads the page when it answers again: never into the browser's own error page, on which this
 * script would be lost, and never twice for one version, nor for
 * ever for what loading the page changes.
 *
 * @param {object} setup
 * @param {HTMLScriptElement} setup.tag
 * @param {string} setup.storageKey where one page load leaves word for the next
 * @param {import('./log.js').Log} setup.log
 * @param {(type: string, detail: unknown) => void} setup.emit
 * @param {import('./shown.js').Report} setup.report
 * @returns {Reload}
 */
export function createReloader({ tag, storageKey, log, emit, report }) {
  const { id: done, at: heard = 0, places, form, ...row } = takeWord(storageKey);
  const loadedAt = performance.now();
  // A page for a missing address changes, too, and is missing then as now.
  const shown = wasMissing() ? 'missing' : 'page';
  let attempt = new AbortController();
  if (places) scrollBack(places);
  if (form) fillIn(form);
  if (done) {
    // A tag that the page brings itself does not say at what the page was served: at that, or later.
    const id = tag.dataset.id ? '' : done;
    painted().then(() => report('reloaded', id, row.reason, heard - performance.timeOrigin));
  }

  /** @type {(id: string, text: string, at: number) => void} */
  function keep(id, text, at) {
    log.warn(text);
    report('kept', id, text, at);
  }

  /** @type {(id: string, reason: string, at: number, times: number) => void} */
  function reload(id, reason, at, times) {
    emit('before-reload', { id, reason });
    const since = performance.timeOrigin + at;
    const word = { id, at: since, places: scrolled(), form: filled(), reason, times };
    withStorage((storage) => storage.setItem(storageKey, JSON.stringify(word)));
    location.reload();
  }

  return async (id, reason, at = performance.now()) => {
    if (id === done) {
      keep(id, `${reason}, but this page was reloaded for that already; not again`, at);
      return;
    }
    const { times, wait } = continueRow(row, reason, performance.now() - loadedAt);
    if (wait === Infinity) {
      const often = `as ${times} times in a row after loading`;
      keep(id, `${reason}, ${often}; not reloaded again for that`, at);
      return;
    }
    attempt.abort();
    attempt = new AbortController();
    const { signal } = attempt;
    log.info(`reloading: ${reason}${wait ? `, ${times} times in a row; in ${wait / 1000} s` : ''}`);
    await new Promise((next) => setTimeout(next, wait));
    for (let tries = 0; !signal.aborted; tries++) {
      const answer = await probe(signal);
      if (signal.aborted) return;
      const isLast = tries >= PATIENCE;
      if (answer === 'page' || answer === shown || (answer === 'error page' && isLast)) {
        reload(id, reason, at, times);
        return;
      }
      if (answer === 'missing' && isLast) {
        keep(id, 'this page is not there any more; it stays until it is back', at);
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
 * @returns {Partial<Word>}
 */
function takeWord(key) {
  return (
    withStorage((storage) => {
      const word = JSON.parse(storage.getItem(key) ?? '{}');
      storage.removeItem(key);
      return word;
    }) ?? {}
  );
}
