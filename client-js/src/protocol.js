/**
 * The events of the native stream, as `docs/protocol.md` has them. `id` is `RUN-N`; a ping has
 * none. `at` is when the tab heard of it, as `performance.now()` has it.
 *
 * @typedef {{ type: 'hello', id: string, sources?: Source[], at?: number }} Hello; without sources
 *   where only the server's status has them
 * @typedef {{ type: 'building', id: string, name: string, files: string[], at?: number }} Building
 * @typedef {{ type: 'built', id: string, name: string, time: number, errors: Problem[],
 *   warnings: Problem[], at?: number }} Built
 * @typedef {{ type: 'change', id: string, added: string[], removed: string[], updated: string[],
 *   at?: number }} Change
 * @typedef {{ type: 'reload', id: string, reason: string, patch: boolean, at?: number }} Reload
 * @typedef {{ type: 'ping', id: string, at?: number }} Ping
 * @typedef {Hello | Building | Built | Change | Reload | Ping} LiveEvent
 */

/**
 * How one that builds stands, with the problems of its last run, and what is wrong.
 *
 * @typedef {{ name: string, state: 'ok' | 'building' | 'failed', errors: Problem[],
 *   warnings: Problem[] }} Source
 * @typedef {{ message: string, file?: string, line?: number, column?: number, frame?: string }
 *   } Problem
 */

/** The names of the events that this client understands; it never hears the others. */
export const TYPES = /** @type {const} */ ([
  'hello',
  'building',
  'built',
  'change',
  'reload',
  'ping',
]);

/**
 * Reads one event. What cannot be read is a reload: a page may be needlessly new, never old.
 *
 * @param {string} type one of {@link TYPES}
 * @param {string} data one line of JSON
 * @param {string} id
 * @returns {LiveEvent}
 */
export function parse(type, data, id) {
  try {
    const read = JSON.parse(data);
    const { added = [], removed = [], updated = [], reason = '', patch = true } = read;
    if (type === 'change') {
      return { type, id, added: [...added], removed: [...removed], updated: [...updated] };
    }
    return type === 'reload'
      ? { type, id, reason: `${reason}`, patch: !!patch }
      : { ...read, type, id };
  } catch {
    return { type: 'reload', id, reason: `the event ${id} could not be read`, patch: false };
  }
}

/**
 * Tells whether the event `id` comes after `position`. Of two runs nobody can tell, so it does.
 *
 * @param {string} id
 * @param {string} position
 */
export function isAfter(id, position) {
  const [run, number] = id.split('-');
  const [otherRun, otherNumber] = position.split('-');
  return run !== otherRun || +number > +otherNumber;
}

/**
 * Returns the one event that says what two events of one type say, the later one last.
 *
 * @param {LiveEvent | undefined} earlier
 * @param {LiveEvent} later
 * @returns {LiveEvent}
 */
export function merge(earlier, later) {
  if (earlier?.type === 'reload' && later.type === 'reload') {
    return { ...later, patch: earlier.patch && later.patch };
  }
  if (earlier?.type !== 'change' || later.type !== 'change') {
    return later;
  }
  const added = new Set(earlier.added);
  const removed = new Set(earlier.removed);
  const updated = new Set(earlier.updated);
  for (const path of later.added) {
    (removed.delete(path) ? updated : added).add(path);
  }
  for (const path of later.updated) {
    if (!added.has(path)) updated.add(path);
  }
  for (const path of later.removed) {
    updated.delete(path);
    if (!added.delete(path)) removed.add(path);
  }
  return { ...later, added: [...added], removed: [...removed], updated: [...updated] };
}
