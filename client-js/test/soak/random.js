/**
 * Chance that can be had again: the same seed makes the same choices.
 *
 * @param {number} seed
 */
export function createChance(seed) {
  let state = seed >>> 0;

  /** At least 0, less than 1. A linear congruence with its bits mixed, enough for choices. */
  function next() {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    let bits = state ^ (state >>> 15);
    bits = Math.imul(bits, 0x2c1b3c6d);
    bits ^= bits >>> 12;
    return (bits >>> 0) / 2 ** 32;
  }

  /** @param {number} limit */
  const below = (limit) => Math.floor(next() * limit);

  return {
    below,
    /** @param {number} probability */
    happens: (probability) => next() < probability,
    /**
     * @template T
     * @param {T[]} choices
     */
    pick: (choices) => choices[below(choices.length)],
    /**
     * Picks a name; each is as likely as its weight says.
     *
     * @param {Record<string, number>} weights
     */
    weighted(weights) {
      let rest = next() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      for (const [name, weight] of Object.entries(weights)) {
        rest -= weight;
        if (rest < 0) return name;
      }
      return Object.keys(weights)[0];
    },
  };
}
