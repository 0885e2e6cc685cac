import { createRestyler } from './patch-css.js';
import { plan } from './plan.js';
import { createReloader } from './reload.js';
import { watchUsage } from './usage.js';

export { findOrigins } from './origins.js';

/**
 * The second half of the client, which is loaded when the first event comes: decides what the event
 * means for this page, and does it.
 *
 * @param {object} setup
 * @param {string[]} setup.origins whose paths are those of the server
 * @param {DOMStringMap} setup.tag what the server wrote on the script tag
 * @param {string} setup.storageKey where one page load leaves word for the next
 * @param {import('./options.js').Options} setup.options
 * @param {import('./log.js').Log} setup.log
 * @param {(type: string, detail: unknown) => void} setup.emit
 * @returns {(event: import('./protocol.js').LiveEvent) => Promise<void>} never rejects
 */
export function createPatcher({ origins, tag, storageKey, options, log, emit }) {
  const { restyle, stale } = createRestyler({ origins, log });
  const readUsage = watchUsage({ origins, tag, stale });
  const reload = createReloader({ storageKey, log, emit });

  return async (event) => {
    try {
      const actions = plan(event, readUsage(), options.reload);
      if (!actions.length) {
        log.detail(`${event.type} ${event.id}: nothing that this page uses`);
        return;
      }
      emit('before-patch', actions);
      const styles = new Set();
      for (const { do: verb, path, reason } of actions) {
        const text = `${path} ${reason}`.trim();
        if (verb === 'keep') log.warn(text);
        if (verb === 'reload') reload(event.id, text);
        if (verb === 'restyle') {
          log.info(`restyling: ${text}`);
          styles.add(path);
        }
      }
      // Not awaited: a sheet that never loads must not keep the next save from the page.
      restyle(styles, event.id).then(
        () => emit('after-patch', actions),
        (error) => reload(event.id, `restyling failed (${error})`),
      );
    } catch (error) {
      reload(event.id, `patching failed (${error})`);
    }
  };
}
