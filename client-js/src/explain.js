import { DEFAULTS } from './options.js';

/** What the value of each option is. @type {Record<string, string>} */
const MEANINGS = {
  timeout: 'milliseconds',
  overlay: 'true, full, badge or false',
  reload: 'patch, always or never',
  name: 'the name of a source',
  log: 'normal, quiet or verbose',
};

/**
 * Says what is wrong with what a script tag says. Loaded only where something is.
 *
 * @param {[name: string, value: string][]} strange
 * @returns {string[]} one warning for each
 */
export function explain(strange) {
  const names = Object.keys(MEANINGS);
  return strange.map(([name, value]) => {
    if (names.includes(name)) {
      const used = DEFAULTS[/** @type {keyof import('./options.js').Options} */ (name)];
      return `${name}="${value}" is not ${MEANINGS[name]}; using "${used}".`;
    }
    const close = names.find((other) => distance(name, other) < 3);
    const hint = close ? `Did you mean "${close}"?` : `There are ${names.join(', ')}.`;
    return `unknown option "${name}". ${hint}`;
  });
}

/**
 * Counts the letters to add, drop or change to make one word the other.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function distance(a, b) {
  let row = [...b, ''].map((_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(change, row[j] + 1, next[j - 1] + 1);
    }
    row = next;
  }
  return row[b.length];
}
