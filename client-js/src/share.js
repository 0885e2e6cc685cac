import { createHub } from './hub.js';
import { isAfter } from './protocol.js';

/**
 * @typedef {import('./hub.js').Wish} Wish
 * @typedef {import('./hub.js').News} News
 *
 * @typedef {object} Setup
 * @property {string} src of the script tag
 * @property {string} url of the stream
 * @property {(news: News) => void} handle
 * @property {() => void} again asks the tab to say its wish once more
 * @property {() => void} failed
 *
 * @typedef {(setup: Setup) => (wish: Wish) => void} Way how to reach a hub
 */

/** Of locks, channels and workers; an origin may have others of its own. */
const NAME = 'dev.livereload';

/** A worker that says nothing for this long, in milliseconds, does not run. */
const WORKER_START = 2000;

/**
 * Milliseconds after which a worker that says nothing is asked whether it still runs: it passes on the
 * pings of the server, but dies unheard with the process of the tab that it was made by.
 */
const WORKER_SILENCE = 3000;

/** @type {Way} the one way that keeps Firefox's back/forward cache */
function viaWorker({ src, handle, failed }) {
  // Without the options, so that all tabs name the same script.
  const [script] = src.split('?');
  // Where a page asks for Trusted Types, a plain string is refused.
  const policy = /** @type {any} */ (self).trustedTypes?.createPolicy(NAME, {
    createScriptURL: (/** @type {string} */ url) => url,
  });
  const address = policy?.createScriptURL(script) ?? script;
  /** @type {SharedWorker} */
  let worker;
  /** @type {ReturnType<typeof setTimeout>} */
  let silence;
  // A page that is kept for "back" hears nothing.
  let wanted = true;

  /** @param {number} patience @param {() => void} then */
  const listen = (patience, then) => {
    clearTimeout(silence);
    silence = setTimeout(then, patience);
  };
  const leave = () => {
    clearTimeout(silence);
    worker.onerror = null;
    worker.port.postMessage({ open: false });
    worker.port.close();
  };
  const giveUp = () => {
    leave();
    failed();
  };
  const ask = () => {
    worker.port.postMessage({ ask: true });
    listen(WORKER_START, () => {
      leave();
      start();
    });
  };
  const start = () => {
    worker = new SharedWorker(address, NAME);
    // Of several pages that ask for a worker that cannot be had, Firefox tells only some.
    listen(WORKER_START, giveUp);
    worker.onerror = giveUp;
    worker.port.onmessage = ({ data }) => {
      clearTimeout(silence);
      if (wanted) listen(WORKER_SILENCE, ask);
      handle(data);
    };
  };
  start();
  return (wish) => {
    worker.port.postMessage(wish);
    if (!wish.open) clearTimeout(silence);
    else if (!wanted) listen(WORKER_SILENCE, ask);
    wanted = wish.open;
  };
}

/** @type {Way} one tab has the stream; the lock goes to another one when that is closed or dies */
function viaLeader({ url, handle, again }) {
  const { locks } = navigator;
  // Only pages of a secure origin have them.
  if (!locks) throw new Error('no locks');
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

/** @type {Way} a stream of its own, by a hub for this tab alone */
function viaStream({ url, handle }) {
  const hub = createHub(url, (_, news) => handle(news));
  return (wish) => hub.tell(NAME, wish);
}

/**
 * Connects a tab: by the stream that all tabs of this browser share, or by one of its own where
 * there is no way to share. The same surface as that of a connection.
 *
 * @param {{ src: string, worker: boolean } & Parameters<
 *   typeof import('./connection.js').createConnection>[0]} setup
 *   `worker` is false where the page's policy forbids them
 */
export function shareConnection({ src, worker, url, timeout, position, hear, lost }) {
  const ways = [viaWorker, viaLeader, viaStream].slice(worker ? 0 : 1);
  let open = false;
  /** @type {(wish: Wish) => void} */
  let tell = nextWay();

  /** @param {News} news */
  function handle(news) {
    if (!open) return;
    if (news.type === 'lost') {
      lost();
      return;
    }
    // The hub asks whether this tab is still there.
    if (news.type === 'ping') say();
    if (news.type === 'change' || news.type === 'reload') {
      if (!isAfter(news.id, position)) return;
      position = news.id;
    }
    position ||= news.id;
    hear(news);
  }

  function nextWay() {
    for (;;) {
      const way = /** @type {Way} */ (ways.shift());
      const failed = () => {
        tell = nextWay();
        if (open) say();
      };
      try {
        return way({ src, url, handle, again: say, failed });
      } catch {
        // This browser, or this kind of page, does not have it.
      }
    }
  }

  function say() {
    tell({ open, position, timeout });
  }

  return {
    open() {
      open = true;
      say();
    },
    close() {
      open = false;
      say();
    },
  };
}
