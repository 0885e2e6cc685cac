import { plan } from './plan.js';
import { pathOf } from './paths.js';
import { watchUsage } from './usage.js';

/** Changed files that are remembered for what is still loading; of more, the last ones. */
const FILES_REMEMBERED = 1000;

/**
 * The part of the client that decides what an event means for a page, from what the page uses. An
 * event about its document alone does without.
 *
 * @param {object} setup
 * @param {string[]} setup.origins whose paths are those of the server
 * @param {HTMLScriptElement} setup.tag
 * @param {import('./options.js').Options['reload']} setup.mode
 * @param {Set<string>} setup.stale files whose last new version did not load
 * @param {(event: import('./protocol.js').Change) => void} setup.again hands on an event once more
 * @returns {(event: import('./protocol.js').LiveEvent) => import('./plan.js').Action[]}
 */
export function createDecider({ origins, tag, mode, stale, again }) {
  /** @type {Map<string, import('./protocol.js').LiveEvent>} by the path that has changed */
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

  /** @param {import('./protocol.js').LiveEvent} event */
  function remember(event) {
    if (event.type !== 'change') return;
    for (const url of [...event.added, ...event.updated]) {
      const path = pathOf(url, location.href, origins);
      recent.delete(path);
      recent.set(path, event);
    }
    for (const path of [...recent.keys()].slice(0, -FILES_REMEMBERED)) recent.delete(path);
  }

  return (event) => {
    const actions = plan(event, readUsage(), mode);
    remember(event);
    return actions;
  };
}
