import { plan } from './plan.js';
import { pathOf } from './paths.js';
import { watchUsage } from './usage.js';
import { addUseByWorkers } from './workers.js';

/**
 * @typedef {import('./plan.js').Action} Action
 * @typedef {import('./protocol.js').LiveEvent} LiveEvent
 */

/** Changed files that are remembered for what is still loading; of more, the last ones. */
const FILES_REMEMBERED = 1000;

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

/**
 * The part of the client that decides what an event means for a page, from what the page uses. An
 * event about its document alone does without.
 *
 * @param {object} setup
 * @param {string[]} setup.origins whose paths are those of the server
 * @param {HTMLScriptElement} setup.tag
 * @param {import('./options.js').Options} setup.options
 * @param {import('./log.js').Log} setup.log
 * @param {import('./hooks.js').On} setup.on
 * @param {(name: string) => Promise<any>} setup.load
 * @param {import('./shown.js').Report} setup.report
 * @param {Set<string>} setup.stale files whose last new version did not load
 * @param {(event: LiveEvent, reason: string) => Promise<void>} setup.giveUp reloads
 * @param {(event: import('./protocol.js').Change) => void} setup.again hands on an event once more
 * @returns {(event: LiveEvent) => Promise<import('./patch.js').Deed | undefined>} gives what is left
 *   to do
 */
export function createDecider(setup) {
  const { origins, tag, options, log, on, load, report, stale, giveUp, again } = setup;
  /** @type {Map<string, LiveEvent>} by the path that has changed */
  const recent = new Map();
  const readUsage = watchUsage({ origins, tag: tag.dataset, stale, arrived });

  /**
   * What was already loading when it changed may have brought what was there before.
   *
   * @param {string} path
   * @param {number} begun
   */
  function arrived(path, begun) {
    const event = recent.get(path);
    if (!event || begun > (event.at ?? 0)) return;
    recent.delete(path);
    again({ type: 'change', id: event.id, added: [], removed: [], updated: [encodeURI(path)] });
  }

  /** @param {LiveEvent} event */
  function pathsOf(event) {
    if (event.type !== 'change') return [];
    const urls = [...event.added, ...event.updated, ...event.removed];
    return urls.map((url) => pathOf(url, location.href, origins));
  }

  /** @param {LiveEvent} event */
  function remember(event) {
    if (event.type !== 'change') return;
    for (const url of [...event.added, ...event.updated]) {
      const path = pathOf(url, location.href, origins);
      recent.delete(path);
      recent.set(path, event);
    }
    for (const path of [...recent.keys()].slice(0, -FILES_REMEMBERED)) recent.delete(path);
  }

  /** @type {ReturnType<typeof import('./assets.js').createRefresher> | undefined} */
  let refresh;

  return async (event) => {
    const { type, id, at } = event;
    /** @type {Action[]} */
    let actions;
    try {
      const usage = readUsage(pathsOf(event));
      await addUseByWorkers(event, usage, origins);
      actions = plan(event, usage, options.reload);
    } catch (error) {
      await giveUp(event, `patching failed (${error})`);
      return undefined;
    }
    remember(event);
    if (!actions.length) {
      log.detail(`${type} ${id}: nothing that this page uses`);
      if (type !== 'hello') report('nothing', id, '', at);
      return undefined;
    }
    const text = textOf(actions);
    if (has(actions, 'reload')) {
      await giveUp(event, text);
      return undefined;
    }
    const files = actions.filter((action) => FILES.includes(action.do));
    if (files.length) {
      refresh ??= (await load('assets.js')).createRefresher({ origins, log, on, stale });
    }
    for (const action of actions) {
      const line = (SAID[action.do] ?? '') + textOf([action]);
      if (action.do === 'keep') log.warn(line);
      else log.info(line);
    }
    return {
      actions,
      text,
      withDocument: has(actions, 'patch'),
      effect: effectOf(actions),
      async others() {
        const ignored = actions.find((given) => given.do === 'announce' && !isHandled(given, id));
        if (ignored) return textOf([ignored]);
        return files.length ? refresh?.(files, id) : undefined;
      },
    };
  };
}

/** @param {Action[]} actions @param {...Action['do']} verbs */
function has(actions, ...verbs) {
  return actions.some((action) => verbs.includes(action.do));
}

/** @param {Action[]} actions */
function textOf([{ path, reason }, ...more]) {
  return `${path} ${reason}${more.length ? `, and ${more.length} more` : ''}`.trim();
}

/**
 * @param {Action[]} actions
 * @returns {import('./shown.js').Effect} but for the document
 */
function effectOf(actions) {
  if (has(actions, 'refresh', 'announce')) return 'patched';
  if (has(actions, 'restyle', 'adopt')) return 'restyled';
  return has(actions, 'keep') ? 'kept' : 'nothing';
}

/**
 * Whether the page has brought itself up to date with a file that its scripts have loaded.
 *
 * @param {Action} action
 * @param {string} id
 */
function isHandled({ path }, id) {
  const detail = { url: path.split('/').map(encodeURIComponent).join('/'), id };
  return !dispatchEvent(new CustomEvent('livereload:change', { cancelable: true, detail }));
}
