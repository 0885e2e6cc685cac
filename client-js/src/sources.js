/** @typedef {import('./protocol.js').Source} Source */

/**
 * Returns how builds stand after an event. The success of one takes away no error of another.
 *
 * @param {Source[]} sources
 * @param {import('./protocol.js').Building | import('./protocol.js').Built} event
 * @returns {Source[]}
 */
export function follow(sources, event) {
  const { type, name } = event;
  const before = sources.find((source) => source.name === name);
  const { errors = [], warnings = [] } = type === 'built' ? event : (before ?? {});
  const state = type === 'building' ? type : errors.length ? 'failed' : 'ok';
  const others = sources.filter((source) => source !== before);
  return [...others, { name, state, errors, warnings }];
}

/**
 * Returns how many problems stand, in words.
 *
 * @param {Source[]} sources
 * @returns {string} '' where there are none
 */
export function count(sources) {
  const words = [];
  for (const kind of /** @type {const} */ (['error', 'warning'])) {
    const number = sources.flatMap((source) => source[`${kind}s`]).length;
    if (number) words.push(`${number} ${kind}${number > 1 ? 's' : ''}`);
  }
  return words.join(', ');
}
