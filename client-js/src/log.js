/**
 * The console lines, each with the same beginning so that they can be filtered.
 *
 * @typedef {Record<'warn' | 'info' | 'detail', (text: string) => void>} Log
 */

/**
 * @param {import('./options.js').Options['log']} level
 * @returns {Log}
 */
export function createLog(level) {
  /** @type {(write: 'warn' | 'info', shown: boolean) => (text: string) => void} */
  const line = (write, shown) => (text) => {
    if (shown) console[write](`[livereload] ${text}`);
  };
  return {
    warn: line('warn', true),
    info: line('info', level !== 'quiet'),
    detail: line('info', level === 'verbose'),
  };
}
