import { createHooks } from './hooks.js';
import { createLog } from './log.js';
import { readOptions } from './options.js';
import { createQueue } from './queue.js';
import { shareConnection } from './share.js';
import { serveTabs } from './worker.js';

/**
 * `window.LiveReload`. Types to listen to: `hello`, `change` and `reload` with the event;
 * `before-patch` and `after-patch` with the actions; `before-reload` with the id and the reason.
 *
 * @typedef {Omit<ReturnType<typeof createHooks>, 'emit'> & Record<
 *   'connect' | 'disconnect' | 'pause' | 'resume', () => void>} LiveReload
 */

/** Marks a page that has a client; a page may own a `window.LiveReload` of another make. */
const STARTED = Symbol.for('dev.livereload');

/** @param {HTMLScriptElement} tag */
function start(tag) {
  const { dataset } = tag;
  const src = addressOf(tag);
  const { options, warnings } = readOptions(dataset, src);
  const log = createLog(options.log);
  const { on, off, emit } = createHooks();
  warnings.forEach(log.warn);
  // Raised before the page has loaded much: what is not in it, the page seems not to use.
  performance.setResourceTimingBufferSize(1e4);

  // By address, because frames of one origin share the storage.
  const storageKey = `livereload ${location.href.split('#')[0]}`;
  /** @type {ReturnType<typeof import('./patch.js').createPatcher> | undefined} */
  let patch;
  let loads = 0;

  async function loadPatcher() {
    // Counted, because browsers remember for ever that a module did not load.
    const url = new URL(`patch.js${loads++ ? `?${loads}` : ''}`, src).href;
    /** @type {typeof import('./patch.js')} */
    const { createPatcher, findOrigins } = await import(url);
    const origins = await findOrigins(src);
    patch ??= createPatcher({ origins, tag: dataset, storageKey, options, log, emit });
    return patch;
  }

  const queue = createQueue(async (event) => {
    if (event.type === 'hello' && !patch) return true;
    try {
      await (patch ?? (await loadPatcher()))(event);
      return true;
    } catch (error) {
      log.warn(`cannot load ${new URL('patch.js', src).pathname} (${error}); trying again later`);
      return false;
    }
  });

  const connection = shareConnection({
    src,
    worker: dataset.worker !== 'false',
    url: new URL('events', src).href,
    timeout: options.timeout,
    position: dataset.id ?? '',
    hear(event) {
      if (event.type === 'ping') return;
      if (event.type === 'hello') log.info('connected');
      emit(event.type, event);
      queue.push(event);
    },
    lost: () => log.info('connection lost; trying until the server is back'),
  });

  let wanted = true;
  const wake = () => wanted && connection.open();
  /** A page that nobody sees is brought up to date when somebody does. */
  const look = () => {
    queue.hold('hidden', document.hidden);
    if (!document.hidden) wake();
  };
  addEventListener('online', wake);
  addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', look);
  // Firefox complains of streams that a navigation cuts, and keeps no page with one for "back".
  addEventListener('pagehide', connection.close);
  look();
  connection.open();
  // Where that fails, the next event tries again, and says so.
  if (wasReloaded(storageKey)) loadPatcher().catch(() => {});

  window.LiveReload = {
    on,
    off,
    pause: () => queue.hold('paused', true),
    resume: () => queue.hold('paused', false),
    connect() {
      wanted = true;
      connection.open();
    },
    disconnect() {
      wanted = false;
      connection.close();
    },
  };
}

/**
 * Returns the address that the script was loaded from. `src` is resolved anew each time it is read,
 * against a `<base>` that may have come since.
 *
 * @param {HTMLScriptElement} tag
 */
function addressOf(tag) {
  const written = tag.getAttribute('src') ?? '';
  // The server's own tag stands before every base.
  return tag.dataset.id ? new URL(written, location.href).href : tag.src;
}

/**
 * Tells whether the page before has left word for this one.
 *
 * @param {string} key
 */
function wasReloaded(key) {
  try {
    return key in sessionStorage;
  } catch {
    return false;
  }
}

if ('SharedWorkerGlobalScope' in self) {
  serveTabs();
} else {
  const tag = document.currentScript ?? document.querySelector('script[src*="/__livereload/"]');
  if (tag && !(STARTED in window)) {
    Object.defineProperty(window, STARTED, { value: true });
    start(/** @type {HTMLScriptElement} */ (tag));
  }
}
