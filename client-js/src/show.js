/**
 * Returns a function that shows how builds stand, by a part of the client that is loaded once there
 * is something to show.
 *
 * @param {{ load: (name: string) => Promise<any> } & import('./overlay.js').Setup} setup
 */
export function createShow(setup) {
  let wanted = false;
  /** @type {Promise<any> | undefined} one for all, so that they come in order */
  let part;
  return (/** @type {import('./overlay.js').Told} */ event) => {
    // All is well where all sources are, or where there are none. What names no sources may not be.
    const { sources = [event] } = /** @type {any} */ (event);
    wanted ||= sources.some((/** @type {any} */ { state }) => state !== 'ok');
    if (wanted && setup.options.overlay !== 'false') {
      part ??= setup.load('overlay.js');
      // Where it cannot be loaded, that is said, and the next event tries again.
      part.then(
        ({ show }) => show(event, setup),
        () => (part = undefined),
      );
    }
  };
}
