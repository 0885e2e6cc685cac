/**
 * Uses the storage of this tab. Frames may have none, and it may be full: then nothing is kept.
 *
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T | undefined}
 */
export function withStorage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
