/**
 * Returns the origins whose paths are those that the server tells, for a page that was opened as a
 * file. It has none; for it stands the folder of the site, which only the server knows.
 *
 * @param {string} src of the script tag
 * @returns {Promise<string[]>} without a slash at the end
 */
export async function findOrigins(src) {
  const [href] = location.href.split(/[?#]/);
  const { origin } = new URL(src);
  const answer = await fetch(new URL(`page?of=${encodeURIComponent(href)}`, src));
  // A page from outside the site still hears of what it loads from the server.
  if (answer.status === 404) return [origin];
  const depth = (await answer.json()).page.split('/').length - 1;
  return [href.split('/').slice(0, -depth).join('/'), origin];
}
