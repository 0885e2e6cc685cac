/**
 * What the script tag can say, as `data-` attributes or as query parameters of its `src`.
 *
 * @typedef {object} Options
 * @property {number} timeout milliseconds of silence after which it reconnects
 * @property {'true' | 'full' | 'badge' | 'false'} overlay how the errors of a build are shown
 * @property {'patch' | 'always' | 'never'} reload whether to patch where that is safe, to reload
 *   always, or never
 * @property {string} name hear only this source; '' hears all
 * @property {'normal' | 'quiet' | 'verbose'} log what the console is told
 */

/**
 * What the server writes on the tag, and what others write on every URL. No option has a dash in its
 * name, which the data set shows as a capital: data-turbo-track.
 */
const NOT_OPTIONS = /^(id|page|base|listing|worker|blocked|token|livereload)$|[A-Z]/;

/** @type {Options} */
export const DEFAULTS = {
  timeout: 20000,
  overlay: 'true',
  reload: 'patch',
  name: '',
  log: 'normal',
};

/** Less than the server's pings are apart, in milliseconds, it would reconnect for ever. */
const LEAST_TIMEOUT = 2500;

/** What a value looks like. @type {Record<keyof Options, RegExp>} */
const VALUES = {
  timeout: /^[1-9]\d{0,8}$/,
  overlay: /^(true|full|badge|false)$/,
  reload: /^(patch|always|never)$/,
  name: /./,
  log: /^(normal|quiet|verbose)$/,
};

/**
 * Reads the options of a script tag; an attribute beats a query parameter.
 *
 * @param {Record<string, string | undefined>} dataset of the tag
 * @param {string} src of the tag, absolute
 * @returns {{ options: Options, strange: [name: string, value: string][] }} and what is not
 *   understood
 */
export function readOptions(dataset, src) {
  /** @type {Record<string, string | number>} */
  const options = { ...DEFAULTS };
  /** @type {[string, string][]} */
  const strange = [];
  const given = { ...Object.fromEntries(new URL(src).searchParams), ...dataset };
  for (const [name, value = ''] of Object.entries(given)) {
    if (NOT_OPTIONS.test(name)) continue;
    // What every object has is no pattern.
    if (VALUES[/** @type {keyof Options} */ (name)]?.test?.(value)) {
      options[name] = name === 'timeout' ? Math.max(+value, LEAST_TIMEOUT) : value;
    } else {
      strange.push([name, value]);
    }
  }
  return { options: /** @type {Options} */ (/** @type {unknown} */ (options)), strange };
}
