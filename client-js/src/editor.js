/**
 * Returns a function that has the server open a source in the user's editor, which resolves to what
 * is wrong, or to ''. Nothing where the server does not do that for this page.
 *
 * @param {string} src of the script tag
 * @returns {((problem: import('./protocol.js').Problem) => Promise<string>) | undefined}
 */
export function createOpener(src) {
  const url = new URL('open', src);
  const own = url.origin === location.origin && url.pathname.endsWith('/__livereload/open');
  if (!own) return undefined;
  return async ({ file, line, column }) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ file, line, column }),
      });
      return answer.ok ? '' : `Not opened: ${(await answer.text()).trim() || answer.status}`;
    } catch {
      return 'Not opened: the server does not answer.';
    }
  };
}
