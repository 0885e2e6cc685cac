import { isOnlyDocument, placeOf } from './document.js';
import { painted } from './paint.js';
import { createQueue } from './queue.js';

/** @typedef {import('./plan.js').Action} Action */

export { findOrigins } from './origins.js';

/**
 * The second part of the client, which is loaded when the first event comes: has the event judged and
 * what it means for this page done, by further parts.
 *
 * @param {object} setup
 * @param {string[]} setup.origins whose paths are those of the server
 * @param {HTMLScriptElement} setup.tag
 * @param {string} setup.src of the tag
 * @param {import('./options.js').Options} setup.options
 * @param {import('./log.js').Log} setup.log
 * @param {(type: string, detail: unknown) => void} setup.emit
 * @param {(name: string) => Promise<any>} setup.load
 * @param {import('./shown.js').Report} setup.report
 * @param {import('./reload.js').Reload} setup.reload settles when it is under way
 * @param {Set<string>} setup.holds why no event is acted on
 * @returns {ReturnType<typeof createQueue>}
 */
export function createPatcher(setup) {
  const { origins, tag, src, options, log, emit, load, report, reload, holds } = setup;
  /** @type {Set<string>} */
  const stale = new Set();
  const place = placeOf(tag.dataset, origins);
  /** @type {ReturnType<typeof import('./decide.js').createDecider>} */
  let decider;
  /** @type {ReturnType<typeof import('./patch-html.js').createDocumentPatcher> | undefined} */
  let patchDocument;
  /** @type {ReturnType<typeof import('./assets.js').createRefresher> | undefined} */
  let refresh;

  /**
   * @param {import('./protocol.js').LiveEvent} event
   * @returns {Promise<Action[]>}
   */
  async function decide(event) {
    const mode = options.reload;
    // The common save, for which less has to be loaded.
    if (!stale.size && event.type === 'hello') return [];
    if (!stale.size && mode !== 'always' && isOnlyDocument(event, place)) {
      const reason = event.type === 'reload' ? event.reason : 'changed';
      return [{ do: 'patch', path: event.type === 'reload' ? '' : place.page, reason }];
    }
    if (!decider) {
      const { createDecider } = await load('decide.js');
      decider = createDecider({ origins, tag, mode, stale, again: queue.push });
    }
    return decider(event);
  }

  /**
   * @param {import('./protocol.js').LiveEvent} event
   * @param {string} reason
   */
  async function giveUp({ id, at }, reason) {
    if (options.reload !== 'never') return reload(id, reason, at);
    const text = `${reason}; the option reload="never" forbids it`;
    log.warn(text);
    report('kept', id, text, at);
  }

  /** @param {Action[]} actions */
  async function loadParts(actions) {
    if (has(actions, 'patch')) {
      patchDocument ??= (await load('html.js')).createDocumentPatcher({ tag, src, log });
    }
    if (has(actions, ...FILES)) {
      refresh ??= (await load('assets.js')).createRefresher({ origins, log, stale });
    }
  }

  /**
   * @param {import('./protocol.js').LiveEvent} event
   * @param {Action[]} actions none of them a reload
   */
  async function carryOut(event, actions) {
    const ignored = those(actions, 'announce').find(({ path }) => !isHandled(path, event.id));
    if (ignored) return giveUp(event, text([ignored]));
    const outcome = has(actions, 'patch') ? await patchDocument?.() : undefined;
    if (outcome?.effect === 'reload') return giveUp(event, outcome.reason);
    const files = those(actions, ...FILES);
    // Not awaited: a sheet that never loads must not keep the next save from the page.
    Promise.resolve(files.length ? refresh?.(files, event.id) : '')
      .then((refused) => {
        if (refused) return giveUp(event, refused);
        const isSame =
          outcome?.effect === 'nothing' && actions.every(({ do: verb }) => verb === 'patch');
        return finish(event, actions, isSame ? 'nothing' : effectOf(actions));
      })
      .catch((error) => giveUp(event, `patching failed (${error})`));
  }

  /**
   * @param {import('./protocol.js').LiveEvent} event
   * @param {Action[]} actions
   * @param {import('./shown.js').Effect} effect
   */
  async function finish({ id, at }, actions, effect) {
    emit('after-patch', actions);
    await painted();
    report(effect, id, text(actions), at);
  }

  /** @param {import('./protocol.js').LiveEvent} event */
  async function act(event) {
    const { type, id, at } = event;
    const actions = await decide(event);
    if (!actions.length) {
      log.detail(`${type} ${id}: nothing that this page uses`);
      if (type !== 'hello') report('nothing', id, '', at);
      return;
    }
    if (has(actions, 'reload')) return giveUp(event, text(actions));
    // Before anything is done, so that all of it can be tried again.
    await loadParts(actions);
    emit('before-patch', actions);
    for (const action of actions) {
      const line = `${SAID[action.do] ?? ''}${text([action])}`;
      if (action.do === 'keep') log.warn(line);
      else log.info(line);
    }
    try {
      await carryOut(event, actions);
    } catch (error) {
      await giveUp(event, `patching failed (${error})`);
    }
  }

  const queue = createQueue({
    apply: (event) =>
      act(event).then(
        () => true,
        // A part could not be loaded, which is said, before anything was done.
        () => false,
      ),
    holds,
    held: (why) => report('held', '', why),
  });
  return queue;
}

/** What gets a new version in place. @type {Action['do'][]} */
const FILES = ['restyle', 'adopt', 'refresh'];

/** How the console says what is done. @type {Partial<Record<Action['do'], string>>} */
const SAID = {
  patch: 'patching: ',
  restyle: 'restyling: ',
  adopt: 'restyling: ',
  refresh: 'refreshing: ',
  announce: 'asking the page: ',
};

/** @param {Action[]} actions @param {...Action['do']} verbs */
function those(actions, ...verbs) {
  return actions.filter((action) => verbs.includes(action.do));
}

/** @param {Action[]} actions @param {...Action['do']} verbs */
function has(actions, ...verbs) {
  return those(actions, ...verbs).length > 0;
}

/** @param {Action[]} actions */
function text([{ path, reason }, ...more]) {
  return `${path} ${reason}${more.length ? `, and ${more.length} more` : ''}`.trim();
}

/**
 * @param {Action[]} actions
 * @returns {import('./shown.js').Effect}
 */
function effectOf(actions) {
  if (has(actions, 'patch', 'refresh', 'announce')) return 'patched';
  return has(actions, 'restyle', 'adopt') ? 'restyled' : 'kept';
}

/**
 * Whether the page has brought itself up to date with a file that its scripts have loaded.
 *
 * @param {string} path
 * @param {string} id
 */
function isHandled(path, id) {
  const detail = { url: path.split('/').map(encodeURIComponent).join('/'), id };
  return !dispatchEvent(new CustomEvent('livereload:change', { cancelable: true, detail }));
}
