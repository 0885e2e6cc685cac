import { isVersioned, versioned } from './paths.js';
import { roots } from './sheets.js';

/**
 * Gives a stylesheet that a script imported its new text; the sheet stays the same object, so every
 * root that has adopted it shows the text.
 *
 * @param {string} path
 * @param {import('./assets.js').Version} version
 * @returns {Promise<string>} why that cannot be done; '' when it is done
 */
export async function adopt(path, { value, concerns }) {
  const adopted = roots(document).flatMap((root) => root.adoptedStyleSheets ?? []);
  const urls = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((url) => concerns(url) && !isVersioned(url));
  let isDone = false;
  for (const url of new Set(urls)) {
    const sheet = await importSheet(url);
    if (!adopted.includes(sheet)) continue;
    const answer = await fetch(versioned(url, value));
    if (answer.ok) sheet.replaceSync(await answer.text());
    isDone = answer.ok;
  }
  return isDone ? '' : `${path} changed, and is used where only a reload reaches`;
}

/**
 * Of one URL, a page gets the same object each time.
 *
 * @param {string} url
 */
async function importSheet(url) {
  try {
    return (await import(url, { with: { type: 'css' } })).default;
  } catch {
    // This browser has no such modules, or the policy forbids it: so the page has none either.
    return undefined;
  }
}
