import { createHooks } from './hooks.js';
import { createLoader } from './loader.js';
import { createLog } from './log.js';
import { readOptions } from './options.js';
import { watchPolicy } from './policy.js';
import { createQueue } from './queue.js';
import { shareConnection } from './share.js';
import { createShow } from './show.js';
import { createReporter } from './shown.js';
import { withStorage } from './storage.js';
import { createTrust } from './trust.js';

/**
 * `window.LiveReload`. Types to listen to: `hello`, `building`, `built`, `change` and `reload` with
 * the event; `before-patch` and `after-patch` with the actions; `before-reload` with the id and the
 * reason.
 *
 * @typedef {Omit<ReturnType<typeof createHooks>, 'emit'> & Record<
 *   'connect' | 'disconnect' | 'pause' | 'resume' | 'showErrors', () => void>} LiveReload
 */

/** Marks a page that has a client; a page may own a `window.LiveReload` of another make. */
const STARTED = Symbol.for('dev.livereload');

/** In the storage of a tab that shall hear nothing. */
const OFF = 'livereload off';

/** @param {HTMLScriptElement} tag */
function start(tag) {
  const { dataset } = tag;
  const src = addressOf(tag);
  const { options, strange } = readOptions(dataset, src);
  const log = createLog(options.log);
  if (dataset.blocked) {
    log.warn(`forbidden by ${dataset.blocked} of this page's policy: updates`);
    return;
  }
  const { on, off, emit } = createHooks();
  const load = createLoader(src, log);
  const report = createReporter(src, dataset.id ?? '');
  watchPolicy(src, log);
  // Where a part cannot be loaded, that is said, and the next event tries again.
  const later = () => {};
  if (strange.length) {
    load('explain.js').then(({ explain }) => explain(strange).forEach(log.warn), later);
  }
  // Raised before the page has loaded much: what is not in it, the page seems not to use.
  performance.setResourceTimingBufferSize(1e4);

  // By address, because frames of one origin share the storage.
  const storageKey = `livereload ${location.href.split('#')[0]}`;
  /** Whether the page before has left word for this one. */
  let returning = withStorage((storage) => storageKey in storage);
  const trust = createTrust();
  const setup = { tag, src, storageKey, options, log, on, emit, load, report, trust };
  const show = createShow(setup);
  /** @type {Set<string>} why no event is acted on */
  const holds = new Set();
  /** @type {ReturnType<typeof import('./reload.js').createReloader>} */
  let reloader;
  /** @type {Awaited<ReturnType<typeof import('./patch.js').createPatcher>> | undefined} */
  let patch;

  async function loadReloader() {
    const { createReloader } = await load('reload.js');
    return (reloader ??= createReloader(setup));
  }

  /** @type {(...order: Parameters<import('./reload.js').Reload>) => Promise<void>} */
  async function reload(...order) {
    // Not awaited: the next save need not wait until the page answers.
    (await loadReloader())(...order);
  }

  const queue = createQueue({
    async apply(event) {
      try {
        patch ??= await (
          await load('patch.js')
        ).createPatcher({
          ...setup,
          reload,
          again: queue.push,
        });
        await patch?.(event);
        return true;
      } catch {
        // A part could not be loaded, which is said.
        return false;
      }
    },
    holds,
    held: (why) => report('held', '', why),
  });

  const connection = shareConnection({
    worker: dataset.worker === 'false' ? '' : trust.createScriptURL(new URL('stream.js', src).href),
    load,
    url: new URL('events', src).href,
    timeout: options.timeout,
    position: dataset.id ?? '',
    hear(event) {
      if (event.type === 'ping') return;
      if ('name' in event && ![event.name, ''].includes(options.name)) return;
      if (event.type === 'hello') {
        show(event);
        log.info('connected');
        if (!returning) report('connected', dataset.id ? '' : event.id);
        returning = false;
      }
      emit(event.type, event);
      if ('name' in event) show(event);
      else if (patch || event.type !== 'hello') queue.push({ ...event, at: performance.now() });
      else queue.resume();
    },
    lost() {
      log.info('connection lost; trying again');
      show({ type: 'lost', sources: [] });
    },
  });

  /** @type {(why: string, on: boolean) => void} */
  const hold = (why, on) => {
    if (on) holds.add(why);
    else holds.delete(why);
    queue.resume();
  };

  let wanted = !withStorage((storage) => OFF in storage);
  const wake = () => wanted && connection.open();
  /** A page that nobody sees is brought up to date when somebody does. */
  const look = () => {
    hold('hidden', document.hidden);
    if (!document.hidden) wake();
  };
  addEventListener('online', wake);
  addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', () => {
    // Firefox complains of streams that a navigation cuts, and keeps no page with one for "back".
    connection.close();
    report('closed');
  });
  if (returning) loadReloader().catch(later);
  look();
  wake();
  if (!wanted) log.info('off until LiveReload.connect()');

  window.LiveReload = {
    on,
    off,
    pause: () => hold('paused', true),
    resume: () => hold('paused', false),
    showErrors: () => show({ type: 'errors' }),
    connect() {
      withStorage((storage) => storage.removeItem(OFF));
      wanted = true;
      wake();
    },
    disconnect() {
      withStorage((storage) => storage.setItem(OFF, ''));
      wanted = false;
      connection.close();
      show({ type: 'off', sources: [] });
      report('closed');
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

const tag = document.currentScript ?? document.querySelector('script[src*="/__livereload/"]');
if (tag && !(STARTED in window)) {
  Object.defineProperty(window, STARTED, { value: true });
  start(/** @type {HTMLScriptElement} */ (tag));
}
