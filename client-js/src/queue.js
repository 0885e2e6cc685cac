import { merge } from './protocol.js';

/** @typedef {import('./protocol.js').LiveEvent} LiveEvent */

/**
 * Hands events on one at a time. What arrives while one is being applied, or while it is held, is
 * merged: ten quick saves are one event, and a page that was asleep for a day holds a few sets.
 *
 * @param {(event: LiveEvent) => Promise<boolean>} apply never rejects; false: again with the next
 */
export function createQueue(apply) {
  /** @type {Map<string, LiveEvent>} one a type, in the order in which the types came */
  const held = new Map();
  /** @type {Set<string>} */
  const holds = new Set();
  let busy = false;

  async function drain() {
    if (busy) return;
    busy = true;
    for (const [type, event] of held) {
      if (holds.size) break;
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
    /**
     * Keeps events back, or hands them on when nothing else keeps them.
     *
     * @param {string} why
     * @param {boolean} on
     */
    hold(why, on) {
      if (on) {
        holds.add(why);
      } else {
        holds.delete(why);
        drain();
      }
    },
  };
}
