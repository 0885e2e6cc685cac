/**
 * Says once for each directive what the page's content security policy keeps from this script. A
 * worker that is forbidden is done without.
 *
 * @param {string} src of the script tag
 * @param {import('./log.js').Log} log
 */
export function watchPolicy(src, log) {
  const own = new URL('.', src).href;
  const said = new Set(['worker-src']);
  addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective: directive }) => {
    if (!blockedURI.startsWith(own) || said.has(directive)) return;
    said.add(directive);
    log.warn(`forbidden by ${directive} of this page's policy: ${blockedURI}`);
  });
}
