import { isOnlyDocument, placeOf } from './document.js';
import { painted } from './paint.js';

/**
 * @typedef {import('./plan.js').Action} Action
 * @typedef {import('./protocol.js').LiveEvent} LiveEvent
 * @typedef {import('./shown.js').Effect} Effect
 */

/**
 * What is to be done for an event.
 *
 * @typedef {object} Deed
 * @property {Action[]} actions
 * @property {string} text why, for people
 * @property {boolean} withDocument whether the document is one of the things to patch
 * @property {Effect} effect of the others
 * @property {() => Promise<string | undefined>} [others] does them, or says why that takes a reload
 */

/**
 * The second part of the client, which is loaded when the first event comes: patches the document,
 * and has further parts see to everything else.
 *
 * @param {object} setup
 * @param {HTMLScriptElement} setup.tag
 * @param {string} setup.src of the tag
 * @param {import('./options.js').Options} setup.options
 * @param {import('./log.js').Log} setup.log
 * @param {import('./hooks.js').On} setup.on
 * @param {(type: string, detail: unknown) => void} setup.emit
 * @param {(name: string) => Promise<any>} setup.load
 * @param {import('./shown.js').Report} setup.report
 * @param {import('./reload.js').Reload} setup.reload settles when it is under way
 * @param {ReturnType<typeof import('./trust.js').createTrust>} setup.trust
 * @param {(event: LiveEvent) => void} setup.again hands on an event once more
 * @returns acts on an event; rejects where a part cannot be loaded, and nothing is done then
 */
export async function createPatcher(setup) {
  const { tag, src, options, log, emit, load, report, reload } = setup;
  const origins = [location.origin, new URL(src).origin];
  if (location.protocol === 'file:') {
    origins.splice(0, 2, ...(await (await load('origins.js')).findOrigins(src)));
  }
  const place = placeOf(tag.dataset, origins);
  /** @type {Set<string>} files whose last new version did not load */
  const stale = new Set();
  /** @type {ReturnType<typeof import('./decide.js').createDecider> | undefined} */
  let decide;
  /** @type {ReturnType<typeof import('./patch-html.js').createDocumentPatcher> | undefined} */
  let patchDocument;

  /**
   * @param {LiveEvent} event
   * @param {string} reason
   */
  async function giveUp({ id, at }, reason) {
    if (options.reload !== 'never') return reload(id, reason, at);
    const text = `${reason}; the option reload="never" forbids it`;
    log.warn(text);
    report('kept', id, text, at);
  }

  /**
   * @param {LiveEvent} event
   * @param {Deed} deed
   */
  async function carryOut(event, { actions, text, withDocument, effect, others }) {
    // Before anything is done, so that all of it can be tried again.
    if (withDocument) {
      patchDocument ??= (await load('html.js')).createDocumentPatcher(setup);
    }
    emit('before-patch', actions);
    const outcome = withDocument ? await patchDocument?.() : undefined;
    if (outcome?.effect === 'reload') return giveUp(event, outcome.reason);
    const finish = async () => {
      const refused = await others?.();
      if (refused) return giveUp(event, refused);
      emit('after-patch', actions);
      await painted();
      report(outcome?.effect === 'patched' ? 'patched' : effect, event.id, text, event.at);
    };
    // Not awaited: a sheet that never loads must not keep the next save from the page.
    finish().catch((error) => giveUp(event, `patching failed (${error})`));
  }

  /**
   * @param {LiveEvent} event
   * @returns {Promise<Deed | undefined>} nothing where all is done
   */
  async function judge(event) {
    const { type } = event;
    if (!stale.size) {
      if (type === 'hello') return undefined;
      // The common save, for which less has to be loaded.
      if (options.reload !== 'always' && isOnlyDocument(event, place)) {
        const path = type === 'change' ? place.page : '';
        const reason = type === 'reload' ? event.reason : 'changed';
        const text = `${path} ${reason}`.trim();
        log.info(`patching: ${text}`);
        const actions = [{ do: /** @type {const} */ ('patch'), path, reason }];
        return { actions, text, withDocument: true, effect: 'nothing' };
      }
    }
    const { createDecider } = await load('decide.js');
    decide ??= /** @type {typeof import('./decide.js').createDecider} */ (createDecider)({
      ...setup,
      origins,
      stale,
      giveUp,
    });
    return decide(event);
  }

  return async (/** @type {LiveEvent} */ event) => {
    const deed = await judge(event);
    if (deed) await carryOut(event, deed);
  };
}
