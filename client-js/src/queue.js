import { merge } from './protocol.js';

/** @typedef {import('./protocol.js').LiveEvent} LiveEvent */

/**
 * Hands events on one at a time. What arrives while one is being applied, or while paused, is
 * merged: ten quick saves are one event, and a page that was asleep for a day holds a few sets.
 *
 * @param {(event: LiveEvent) => Promise<boolean>} apply never rejects; false: again with the next
 */
export function createQueue(apply) {
  /** @type {Map<string, LiveEvent>} one a type, in the order in which the types came */
  const held = new Map();
  let paused = false;
  let busy = false;

  async function drain() {
    if (busy) return;
    busy = true;
    for (const [type, event] of held) {
      if (paused) break;
      held.delete(type);
      if (!(await apply(event))) {
        held.set(
          type,
          held.has(type) ? merge(event, /** @type {LiveEvent} */ (held.get(type))) : event,
        );
        break;
      }
    }
    busy = false;
  }

  return {
    /** @param {LiveEvent} event */
    push(event) {
      held.set(event.type, merge(held.get(event.type), event));
      drain();
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      drain();
    },
  };
}
