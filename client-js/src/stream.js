import { createHub } from './hub.js';
import { serveTabs } from './worker.js';

/**
 * @typedef {object} Setup
 * @property {string} url of the stream
 * @property {(news: import('./hub.js').News) => void} handle
 * @property {() => void} again asks the tab to say its wish once more
 *
 * @typedef {(wish: import('./hub.js').Wish) => void} Tell
 */

/** Of locks and channels; an origin may have others of its own. */
const NAME = 'dev.livereload';

/**
 * Reaches a hub in one of the tabs. This part of the client is what a `SharedWorker` runs; only a
 * tab that can have none loads it itself.
 *
 * @param {Setup} setup
 * @returns {Tell}
 */
export function reachHub(setup) {
  // Only pages of a secure origin have them.
  return navigator.locks && 'BroadcastChannel' in self ? viaLeader(setup) : viaStream(setup);
}

/** @type {(setup: Setup) => Tell} one tab has the stream; the lock goes to another one when that is closed or dies */
function viaLeader({ url, handle, again }) {
  const { locks } = navigator;
  // All files that are opened without a server are of one origin, whatever their sites.
  const name = `${NAME} ${url}`;
  const channel = new BroadcastChannel(name);
  const me = `${Math.random()}`;
  /** @type {ReturnType<typeof createHub<string>> | undefined} */
  let hub;
  /** @type {AbortController | undefined} */
  let candidacy;

  channel.onmessage = ({ data: { from, wish, to, news } }) => {
    if (from) hub?.tell(from, wish);
    else if (to === me && !hub) handle(news);
    else if (!to) again();
  };

  /** @param {AbortSignal} signal */
  function lead(signal) {
    hub = createHub(url, (to, news) => {
      if (to === me) handle(news);
      else channel.postMessage({ to, news });
    });
    channel.postMessage({});
    again();
    return new Promise((end) => {
      signal.onabort = () => {
        hub?.close();
        hub = undefined;
        end(undefined);
      };
    });
  }

  return (wish) => {
    if (hub && wish.open) hub.tell(me, wish);
    else channel.postMessage({ from: me, wish });
    if (!wish.open) {
      candidacy?.abort();
      candidacy = undefined;
    } else if (!candidacy) {
      candidacy = new AbortController();
      const { signal } = candidacy;
      // Rejects when the tab is closed before it was its turn.
      locks.request(name, { signal }, () => lead(signal)).catch(() => {});
    }
  };
}

/** @type {(setup: Setup) => Tell} a stream of its own, by a hub for this tab alone */
function viaStream({ url, handle }) {
  const hub = createHub(url, (_, news) => handle(news));
  return (wish) => hub.tell(NAME, wish);
}

if ('SharedWorkerGlobalScope' in self) serveTabs();
