/**
 * What the script tag can say, as `data-` attributes or as query parameters of its `src`.
 *
 * @typedef {object} Options
 * @property {number} timeout milliseconds of silence, or of waiting, after which it reconnects
 * @property {'true' | 'full' | 'badge' | 'false'} overlay how the errors of a build are shown
 * @property {'patch' | 'always' | 'never'} reload whether to patch where that is safe, to reload
 *   always, or never
 * @property {string} name hear only this source; '' hears all
 * @property {'normal' | 'quiet' | 'verbose'} log what the console is told
 */

/** What the server writes on the tag, and what others write on every URL. */
const NOT_OPTIONS = ['id', 'page', 'base', 'listing', 'worker', 'token', 'livereload'];

/** @type {Options} */
const DEFAULTS = { timeout: 20000, overlay: 'true', reload: 'patch', name: '', log: 'normal' };

/** @type {Record<keyof Options, [RegExp, string]>} what a value looks like, and how to say that */
const TYPES = {
  timeout: [/^[1-9]\d{0,8}$/, 'milliseconds'],
  overlay: [/^(true|full|badge|false)$/, 'true, full, badge or false'],
  reload: [/^(patch|always|never)$/, 'patch, always or never'],
  name: [/./, 'the name of a source'],
  log: [/^(normal|quiet|verbose)$/, 'normal, quiet or verbose'],
};

/**
 * Reads the options of a script tag; an attribute beats a query parameter.
 *
 * @param {Record<string, string | undefined>} dataset of the tag
 * @param {string} src of the tag, absolute
 * @returns {{ options: Options, warnings: string[] }} one warning for each that is not understood
 */
export function readOptions(dataset, src) {
  /** @type {Record<string, string | number>} */
  const options = { ...DEFAULTS };
  const warnings = [];
  const given = { ...Object.fromEntries(new URL(src).searchParams), ...dataset };
  for (const [name, value = ''] of Object.entries(given)) {
    // No option has a dash in its name, which the data set shows as a capital: data-turbo-track.
    if (NOT_OPTIONS.includes(name) || /[A-Z]/.test(name)) {
      continue;
    }
    const names = Object.keys(TYPES);
    if (!names.includes(name)) {
      const close = names.find((other) => distance(name, other) < 3);
      const hint = close ? `Did you mean "${close}"?` : `There are ${names.join(', ')}.`;
      warnings.push(`unknown option "${name}". ${hint}`);
      continue;
    }
    const [pattern, meaning] = TYPES[/** @type {keyof Options} */ (name)];
    if (pattern.test(value)) {
      options[name] = name === 'timeout' ? +value : value;
    } else {
      warnings.push(`${name}="${value}" is not ${meaning}; using "${options[name]}".`);
    }
  }
  return { options: /** @type {Options} */ (/** @type {unknown} */ (options)), warnings };
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
