import { FALLBACK, PAGES, SHEETS, propertyOf } from './pages.js';

/**
 * Decides what is right: pure, so that its tables can be tested without a browser.
 *
 * @typedef {Map<string, number>} Disk version by file; a file that is not there is not in it
 * @typedef {{ file: string, versions: Record<string, number>, ready: boolean }} Shown
 *
 * @typedef {object} Step a change of one file
 * @property {string} name
 * @property {number | undefined} was version; nothing where there was no file
 * @property {number | undefined} is
 * @property {number} outage 0 while a server runs, else which outage
 */

/**
 * Returns what a document shows that only a navigation can put right: nothing when all is well.
 *
 * @param {string} own the file at the document's address
 * @param {Disk} disk
 * @param {Shown} shown
 */
export function outdated(own, disk, { file, versions }) {
  if (file !== own && (file !== FALLBACK || disk.has(own))) {
    return [`shows ${file || 'no page of the site'}, not ${own}`];
  }
  // What is deleted stays as it was, a page with all that only a navigation can renew.
  if (!disk.has(file) || !(disk.has(own) || file === FALLBACK)) return [];
  const others = Object.entries(PAGES[file].others)
    .filter(([name, need]) => need !== 'image' || disk.has(name))
    .map(([name]) => name);
  return [file, ...others].flatMap((name) => differs(name, versions[name], disk));
}

/**
 * Returns what of the style of a document is not that of the disk.
 *
 * @param {Disk} disk
 * @param {Shown} shown
 */
export function unstyled(disk, { versions }) {
  // A sheet does not load without what it imports, and so stays as it was.
  return Object.entries(SHEETS)
    .filter(([, tree]) => tree.every((part) => disk.has(part)))
    .flatMap(([name]) =>
      differs(name, versions[name.endsWith('.css') ? propertyOf(name) : name], disk),
    );
}

/**
 * Returns everything that a document shows and should not.
 *
 * @param {string} own the file at the document's address
 * @param {Disk} disk
 * @param {Shown} shown
 */
export function stale(own, disk, shown) {
  return shown.ready
    ? [...outdated(own, disk, shown), ...unstyled(disk, shown)].map((what) => `${own}: ${what}`)
    : [`${own}: is loading`];
}

/**
 * @param {string} name
 * @param {number | undefined} version
 * @param {Disk} disk
 */
function differs(name, version, disk) {
  return version === disk.get(name) ? [] : [`${name}: ${version}, not ${disk.get(name)}`];
}

/**
 * Returns how often a document may navigate for these changes: once for each change while a server
 * runs, and once for each outage after which something is not as it was before.
 *
 * @param {string} own the file at the document's address
 * @param {string} file the file that the document was made of when the changes began
 * @param {Step[]} steps
 */
export function allowed(own, file, steps) {
  const needs = needsOf(own, file, steps);
  const outages = new Map([...new Set(steps.map(({ outage }) => outage))].map((n) => [n, false]));
  outages.delete(0);
  let count = 0;
  for (const step of merged(steps)) {
    if (!navigates(needs.get(step.name), step)) continue;
    if (step.outage) outages.set(step.outage, true);
    else count++;
  }
  return count + [...outages.values()].filter(Boolean).length;
}

/**
 * @param {string} own
 * @param {string} file
 * @param {Step[]} steps
 */
function needsOf(own, file, steps) {
  /** @type {Map<string, import('./pages.js').Need>} */
  const needs = new Map([[own, 'document']]);
  // A page that comes or goes can be another in between.
  const changed = steps.some(({ name, was, is }) => name === own && (!was || !is));
  for (const made of new Set([file, ...(changed ? [own, FALLBACK] : [])])) {
    if (!PAGES[made]) continue;
    needs.set(made, 'document');
    for (const [name, need] of Object.entries(PAGES[made].others)) needs.set(name, need);
  }
  return needs;
}

/**
 * Returns the steps with those of one outage and one file made one.
 *
 * @param {Step[]} steps
 */
function merged(steps) {
  /** @type {Map<string, Step>} */
  const byOutage = new Map();
  /** @type {Step[]} */
  const result = [];
  for (const step of steps) {
    const key = `${step.outage} ${step.name}`;
    const before = byOutage.get(key);
    if (step.outage && before) {
      before.is = step.is;
    } else {
      const copy = { ...step };
      byOutage.set(key, copy);
      result.push(copy);
    }
  }
  return result;
}

/**
 * @param {import('./pages.js').Need | undefined} need
 * @param {Step} step
 */
function navigates(need, { was, is }) {
  if (!need || was === is) return false;
  // Of a deleted document or image the page keeps what it has.
  return is !== undefined || (need !== 'document' && need !== 'image');
}
