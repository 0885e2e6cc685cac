import { isAfter } from './protocol.js';

/**
 * @typedef {import('./hub.js').News} News
 * @typedef {import('./stream.js').Tell} Tell
 */

/** Of the worker; an origin may have others of its own. */
const NAME = 'dev.livereload';

/** A worker that says nothing for this long, in milliseconds, does not run. */
const WORKER_START = 2000;

/**
 * Milliseconds after which a worker that says nothing is asked whether it still runs: it passes on the
 * pings of the server, but dies unheard with the process of the tab that it was made by.
 */
const WORKER_SILENCE = 3000;

/** The wait, in milliseconds, where the server has gone before it sent what reaches other tabs. */
const NEXT_TRY = 3000;

/**
 * Reaches the hub in a worker, which is the one way that keeps Firefox's back/forward cache.
 *
 * @param {string} address of the script
 * @param {(news: News) => void} handle
 * @param {() => void} failed
 * @returns {Tell}
 */
function viaWorker(address, handle, failed) {
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
    worker = new SharedWorker(address, { name: NAME, type: 'module' });
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

/**
 * Connects a tab: by the stream that all tabs of this browser share, or by one of its own where
 * there is no way to share. The same surface as that of a connection.
 *
 * @param {{ worker: string, load: (name: string) => Promise<any> } & Parameters<
 *   typeof import('./connection.js').createConnection>[0]} setup
 *   `worker` is the address of its script; '' where the page's policy forbids them
 */
export function shareConnection({ worker, load, url, timeout, position, hear, lost }) {
  let open = false;
  /** @type {Tell} */
  let tell = () => {};
  try {
    if (worker) tell = viaWorker(worker, handle, reachTabs);
    else reachTabs();
  } catch {
    // This browser, or this kind of page, has no workers.
    reachTabs();
  }

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

  async function reachTabs() {
    tell = () => {};
    try {
      const { reachHub } = await load('stream.js');
      tell = reachHub({ url, handle, again: say });
      if (open) say();
    } catch {
      setTimeout(reachTabs, NEXT_TRY);
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
