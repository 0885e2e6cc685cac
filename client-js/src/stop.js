/**
 * Ends a patch before it has changed anything.
 *
 * @param {string} reason why only a reload shows the change
 * @param {[was: Node | Node[], find: (node: Node) => any]} [at] what may be mended
 * @returns {never}
 */
export function stop(reason, at) {
  throw Object.assign(Error(reason), { at });
}
