import { canonical, pathOf, versioned } from './paths.js';

/** Files that are read to see what workers use; there are seldom more than a few. */
const MOST_FILES = 50;

/** A file that code names. */
const NAMED = /["'`]([^"'`\s]+\.(?:[cm]?js|json|wasm))(?:\?[^"'`\s]*)?["'`]/g;

/** Code, which may name other files. */
const CODE = /\.[cm]?js$/;

/**
 * Adds to what a page uses what its workers do, which no timeline of the page has: what the code of
 * a worker names, and the code that it names. Reads nothing where nothing has changed but what the
 * page uses itself, or what no code names.
 *
 * @param {import('./protocol.js').LiveEvent} event
 * @param {import('./usage.js').Usage} usage
 * @param {string[]} origins
 */
export async function addUseByWorkers(event, usage, origins) {
  const workers = [...usage.loaded].filter(([path, by]) => by === 'other' && CODE.test(path));
  if (event.type !== 'change' || !workers.length) return;
  const isUnknown = (/** @type {string} */ path) =>
    ![usage.styles, usage.shown, usage.loaded].some((used) => used.has(path));
  const changed = [...event.added, ...event.removed, ...event.updated].map(canonical);
  if (!changed.some((path) => isUnknown(path) && /\.([cm]?js|json|wasm)$/.test(path))) return;
  const read = new Set(workers.map(([path]) => path));
  for (const path of read) {
    if (!CODE.test(path) || read.size > MOST_FILES) continue;
    const url = new URL(encodeURI(path), location.href).href;
    const answer = await fetch(versioned(url, 'worker')).catch(() => undefined);
    const code = answer?.ok ? await answer.text() : '';
    for (const [, name] of code.matchAll(NAMED)) {
      const used = pathOf(name, url, origins);
      if (!used) continue;
      read.add(used);
      if (isUnknown(used)) usage.loaded.set(used, 'worker');
    }
  }
}
