/**
 * Ends a patch before it has changed anything.
 *
 * @param {string} reason why only a reload shows the change
 * @returns {never}
 */
export function stop(reason) {
  throw Error(reason);
}
