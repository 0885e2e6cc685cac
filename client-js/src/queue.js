import { merge } from './protocol.js';

/** @typedef {import('./protocol.js').LiveEvent} LiveEvent */

/**
 * Hands events on one at a time. What arrives while one is being applied, or while it is held, is
 * merged: ten quick saves are one event, and a page that was asleep for a day holds a few sets.
 *
 * @param {object} setup
 * @param {(event: LiveEvent) => Promise<boolean>} setup.apply never rejects; false: again with the
 *   next
 * @param {Set<string>} setup.holds why events are kept back; changed by others
 * @param {(why: string) => void} setup.held is called with each event that is kept back
 */
export function createQueue({ apply, holds, held }) {
  /** @type {Map<string, LiveEvent>} one a type, in the order in which the types came */
  const waiting = new Map();
  let busy = false;

  async function drain() {
    if (busy) return;
    busy = true;
    for (const [type, event] of waiting) {
      if (holds.size) break;
      waiting.delete(type);
      if (!(await apply(event))) {
        const later = waiting.get(type);
        waiting.set(type, later ? merge(event, later) : event);
        break;
      }
    }
    busy = false;
  }

  return {
    /** @param {LiveEvent} event */
    push(event) {
      waiting.set(event.type, merge(waiting.get(event.type), event));
      if (holds.size) held([...holds].join(', '));
      drain();
    },
    /** Hands on what was kept back, when nothing keeps it any more. */
    resume() {
      // Nobody counts the hours in which nobody looked.
      waiting.forEach((event) => (event.at = performance.now()));
      drain();
    },
  };
}
