/**
 * Loads the further parts of the client, each when it is first needed.
 *
 * @param {string} src of the script tag
 * @param {import('./log.js').Log} log
 * @returns {(name: string) => Promise<any>} rejects after a warning, and can be called again
 */
export function createLoader(src, log) {
  // Browsers remember for ever that a module did not load.
  let query = '';
  return async (name) => {
    const { href } = new URL(name + query, src);
    try {
      return await import(href);
    } catch (error) {
      query += '?';
      log.warn(`cannot load ${href} (${error}); trying again`);
      throw error;
    }
  };
}
