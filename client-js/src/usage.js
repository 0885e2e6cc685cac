import { placeOf } from './document.js';
import {
  DEFAULT_ICON,
  NESTED,
  PAINTED,
  PAINT_ATTRIBUTES,
  SHOWS_FILE,
  STYLED,
  URL_ATTRIBUTES,
  changeCandidates,
  fileIn,
  hasDefaultIcon,
} from './elements.js';
import { isVersioned, pathOf } from './paths.js';
import { contents, contentsOnce, ownSheets, roots, sheetLinks, urlsIn } from './sheets.js';

/**
 * What a page uses, by canonical path.
 *
 * @typedef {object} Used
 * @property {Set<string> | undefined} entries what a directory listing shows
 * @property {Map<string, string>} styles what the links to stylesheets bring, to the path of the
 *   sheet that the link names: that sheet, its imports, and the images and fonts of all these
 * @property {Map<string, string>} shown what elements and their styles name, to the kind of use
 * @property {Map<string, string>} loaded what else was loaded, to what asked for it; and what
 *   scripts fetched, whatever shows it besides
 * @property {Set<string>} stale files whose last new version did not load
 *
 * @typedef {import('./document.js').Place & Used} Usage
 */

const WITH_URL = `${SHOWS_FILE},script,link[rel="modulepreload" i]`;

/** What the page only loaded ahead, or shows nowhere; a use in earnest is seen elsewhere. */
const AHEAD =
  'link[rel~="prefetch" i],link[rel~="preload" i][as="style" i],link[rel~="manifest" i]';

/** Scripts may show what they fetch in any form, so this use outweighs every other. */
const FETCHED = /^(fetch|xmlhttprequest)$/;

/**
 * Watches what the page loads, from the beginning, and tells what it uses when asked.
 *
 * @param {object} setup
 * @param {string[]} setup.origins whose paths are those of the server
 * @param {DOMStringMap} setup.tag `page`: the URL path of the file that the document was made of;
 *   `listing`: it is a directory listing
 * @param {Set<string>} setup.stale filled by others
 * @param {(path: string, begun: number) => void} setup.arrived is told each file that has loaded,
 *   and when its loading began
 * @returns {(paths: string[]) => Usage} what of these the page uses is known exactly
 */
export function watchUsage({ origins, tag, stale, arrived }) {
  /** @type {Map<string, string>} path → initiator */
  const initiators = new Map();
  /** @param {PerformanceEntryList} entries @param {typeof arrived} [then] */
  const note = (entries, then) => {
    for (const entry of /** @type {PerformanceResourceTiming[]} */ (entries)) {
      const { name, initiatorType, startTime } = entry;
      const path = pathOf(name, name, origins);
      const isOurs = isVersioned(name) && FETCHED.test(initiatorType);
      if (!path || isOurs) continue;
      if (!FETCHED.test(initiators.get(path) ?? '')) initiators.set(path, initiatorType);
      then?.(path, startTime);
    }
  };
  // Not `getEntries`: its buffer is limited, and pages empty it.
  const observer = new PerformanceObserver((list) => note(list.getEntries(), arrived));
  observer.observe({ type: 'resource', buffered: true });

  return (paths) => {
    note(observer.takeRecords(), arrived);
    /** @type {Usage} */
    const usage = {
      ...placeOf(tag, origins),
      entries:
        'listing' in tag ? new Set([...document.links].map((link) => local(link.href))) : undefined,
      styles: new Map(),
      shown: new Map(),
      loaded: new Map(),
      stale,
    };
    const { styles, shown, loaded } = usage;
    const seen = roots(document);
    seen.forEach(noteFrame);
    seen.forEach((root) => readSheets(root, contentsOnce));
    if (!paths.every((path) => styles.has(path)))
      seen.forEach((root) => readSheets(root, contents));
    seen.forEach(readElements);
    if (hasDefaultIcon()) shown.set(DEFAULT_ICON, 'link');
    addLoaded();
    [styles, shown, loaded].forEach((paths) => paths.delete(''));
    return usage;

    /** @param {Document | ShadowRoot} root */
    function noteFrame(root) {
      // Only when asked, because its clock is another.
      const { defaultView } = /** @type {Document} */ (root);
      if (defaultView && root !== document)
        note(defaultView.performance.getEntriesByType('resource'));
    }

    /** @param {Document | ShadowRoot} root @param {typeof contents} read */
    function readSheets(root, read) {
      for (const link of sheetLinks(root)) {
        const top = local(link.href);
        const { imports, urls } = read(link.sheet);
        styles.set(top, top);
        for (const path of [...imports, ...urls].map((url) => local(url))) {
          if (!styles.has(path)) styles.set(path, top);
        }
      }
      for (const sheet of ownSheets(root)) {
        const { imports, urls } = read(sheet);
        [...imports, ...urls].forEach((url) => shown.set(local(url), 'css'));
      }
    }

    /** @param {Document | ShadowRoot} root */
    function readElements(root) {
      for (const element of root.querySelectorAll(WITH_URL)) {
        const urls = URL_ATTRIBUTES.map((name) => element.getAttribute(name) ?? '');
        changeCandidates(element.getAttribute('srcset') ?? '', (url) => `${urls.push(url)}`);
        const kind = element.matches('[rel="modulepreload" i]')
          ? 'modulepreload'
          : element.localName;
        urls.forEach((url) => shown.set(local(url, root.baseURI), kind));
      }
      for (const element of root.querySelectorAll(`${STYLED},${PAINTED}`)) {
        const css = ['style', ...PAINT_ATTRIBUTES].map((name) => element.getAttribute(name) ?? '');
        css.flatMap(urlsIn).forEach((url) => shown.set(local(url, root.baseURI), 'css'));
      }
      for (const frame of root.querySelectorAll(NESTED)) {
        shown.set(local(fileIn(frame)), frame.localName);
      }
    }

    function addLoaded() {
      const ahead = new Set(
        [...document.querySelectorAll(AHEAD)].map((link) => local(link.getAttribute('href') ?? '')),
      );
      for (const [path, initiator] of initiators) {
        const isSeen = styles.has(path) || shown.has(path) || ahead.has(path);
        if (FETCHED.test(initiator) || (!isSeen && !NESTED.includes(initiator))) {
          loaded.set(path, initiator);
        }
      }
    }
  };

  /** @param {string} url @param {string} [base] */
  function local(url, base = document.baseURI) {
    // What has no path of its own is in the document itself.
    return /^(#|$)/.test(url) ? '' : pathOf(url, base, origins);
  }
}
