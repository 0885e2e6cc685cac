/** A stretch of text, and the classes it is shown with. @typedef {[text: string, classes: string]} Run */

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** @type {Record<number, string>} by code */
const STYLES = { 1: 'bold', 2: 'dim', 7: 'inverse' };

/** What a code ends. @type {Record<number, string[]>} */
const ENDS = { 22: ['bold', 'dim'], 27: ['inverse'], 38: NAMES, 39: NAMES };

/** How much follows on a code for one of many colours, of which there are but eight here. */
const FOLLOW = /** @type {Record<number, number>} */ ({ 2: 4, 5: 2 });

/**
 * Reads text with the colours of terminals. What is none of them is left out.
 *
 * @param {string} text
 * @returns {Run[]}
 */
export function readColours(text) {
  /** @type {Run[]} */
  const runs = [];
  /** @type {Set<string>} */
  let classes = new Set();
  // eslint-disable-next-line no-control-regex -- that is what there is to find
  text.split(/\x1b\[([\d;]*)m/).forEach((part, i) => {
    if (i % 2) classes = apply(part.split(';').map(Number), classes);
    else if (part) runs.push([part.replace(/[^\P{Cc}\n\t]/gu, ''), [...classes].join(' ')]);
  });
  return runs;
}

/**
 * @param {number[]} codes
 * @param {Set<string>} before
 */
function apply(codes, before) {
  const classes = new Set(before);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const name = STYLES[code] ?? NAMES[[3, 9].includes(Math.floor(code / 10)) ? code % 10 : NaN];
    const ended = ENDS[code] ?? (NAMES.includes(name) ? NAMES : []);
    (code ? ended : [...classes]).forEach((other) => classes.delete(other));
    if (name) classes.add(name);
    if (code === 38 || code === 48) i += FOLLOW[codes[i + 1]] ?? 0;
  }
  return classes;
}
