/**
 * What a page listens with; what it is given depends on the type of the event.
 *
 * @typedef {(detail: any) => void} Handler
 * @typedef {(type: string, handler: Handler) => void} On
 */

/** Handlers by type. One that throws is reported to the console and stops nothing. */
export function createHooks() {
  /** @type {Map<string, Set<Handler>>} */
  const handlers = new Map();
  return {
    /** @type {On} */
    on(type, handler) {
      handlers.set(type, (handlers.get(type) ?? new Set()).add(handler));
    },
    /** @type {On} */
    off(type, handler) {
      handlers.get(type)?.delete(handler);
    },
    /** @type {(type: string, detail: unknown) => void} */
    emit(type, detail) {
      for (const handler of handlers.get(type) ?? []) {
        try {
          handler(detail);
        } catch (error) {
          console.error(error);
        }
      }
    },
  };
}
