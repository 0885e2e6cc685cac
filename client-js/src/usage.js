import { canonical, pathOf } from './paths.js';
import { contents, roots, sheetLinks, urlsIn } from './sheets.js';

/**
 * What a page uses, by canonical path.
 *
 * @typedef {object} Usage
 * @property {string} page the file that the document was made of; '' when the server did not say
 * @property {string} location where the page is
 * @property {Set<string> | undefined} entries what a directory listing shows
 * @property {Map<string, string>} styles what the links to stylesheets bring, to the path of the
 *   sheet that the link names: that sheet, its imports, and the images and fonts of all these
 * @property {Map<string, string>} others everything else, to the kind of use
 * @property {Set<string>} stale stylesheets whose last new version did not load
 */

const WITH_URL =
  'script,img,source,input,video,audio,track,image,use,feImage,link[rel~="icon" i],' +
  'link[rel="apple-touch-icon" i],link[rel="manifest" i],link[rel="modulepreload" i]';
const URL_ATTRIBUTES = ['src', 'href', 'xlink:href', 'poster'];
const NESTED = 'iframe,frame,object,embed';

/** What the page only loaded ahead; when it is used in earnest, that is seen elsewhere. */
const AHEAD = 'link[rel~="prefetch" i],link[rel~="preload" i][as="style" i]';

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
 * @returns {() => Usage}
 */
export function watchUsage({ origins, tag: { page = '', listing }, stale }) {
  /** @type {Map<string, string>} path → initiator */
  const loaded = new Map();
  /** @param {PerformanceEntryList} entries */
  const note = (entries) => {
    for (const { name, initiatorType } of /** @type {PerformanceResourceTiming[]} */ (entries)) {
      const path = pathOf(name, name, origins);
      if (path && !FETCHED.test(loaded.get(path) ?? '')) loaded.set(path, initiatorType);
    }
  };
  // Not `getEntries`: its buffer is limited, and pages empty it.
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'resource', buffered: true });

  return () => {
    note(observer.takeRecords());
    /** @type {Usage} */
    const usage = {
      page: canonical(page),
      location: pathOf(location.href, location.href, origins),
      entries:
        listing !== undefined
          ? new Set([...document.links].map((link) => local(link.href)))
          : undefined,
      styles: new Map(),
      others: new Map(),
      stale,
    };
    const { styles, others } = usage;
    const seen = roots(document);
    seen.forEach(readSheets);
    seen.forEach(readElements);
    addLoaded();
    others.delete('');
    styles.delete('');
    return usage;

    /** @param {Document | ShadowRoot} root */
    function readSheets(root) {
      for (const link of sheetLinks(root)) {
        const top = local(link.href);
        const { imports, urls } = contents(link.sheet);
        styles.set(top, top);
        for (const path of [...imports, ...urls].map(local)) {
          if (!styles.has(path)) styles.set(path, top);
        }
      }
      const own = [...root.querySelectorAll('style')].map((style) => style.sheet);
      for (const sheet of [...own, ...(root.adoptedStyleSheets ?? [])]) {
        const { imports, urls } = contents(sheet);
        [...imports, ...urls].forEach((url) => others.set(local(url), 'css'));
      }
    }

    /** @param {Document | ShadowRoot} root */
    function readElements(root) {
      for (const element of root.querySelectorAll(WITH_URL)) {
        const sets = ['srcset', 'imagesrcset'].map((name) => element.getAttribute(name) ?? '');
        // The descriptors among the words, such as `2x`, name no file.
        const urls = sets.join(' ').split(/[\s,]+/);
        urls.push(...URL_ATTRIBUTES.map((name) => element.getAttribute(name) ?? ''));
        urls.filter(Boolean).forEach((url) => others.set(local(url), element.localName));
      }
      for (const element of root.querySelectorAll('[style*="url("]')) {
        const css = element.getAttribute('style') ?? '';
        urlsIn(css).forEach((url) => others.set(local(url), 'css'));
      }
      for (const frame of root.querySelectorAll(NESTED)) {
        const { src, data } = /** @type {HTMLIFrameElement & HTMLObjectElement} */ (frame);
        if (!hasOwnClient(frame)) others.set(local(src || data || ''), frame.localName);
      }
    }

    function addLoaded() {
      const ahead = new Set(
        [...document.querySelectorAll(AHEAD)].map((link) => local(link.getAttribute('href') ?? '')),
      );
      for (const [path, initiator] of loaded) {
        const seenBetter = styles.has(path) || ahead.has(path) || NESTED.includes(initiator);
        if (FETCHED.test(initiator) || !seenBetter) others.set(path, initiator);
      }
    }
  };

  /** @param {string} url */
  function local(url) {
    return url && pathOf(url, document.baseURI, origins);
  }
}

/**
 * Tells whether the document in a frame brings this script and so looks after itself.
 *
 * @param {Element} frame
 */
function hasOwnClient(frame) {
  const inner = /** @type {HTMLIFrameElement} */ (frame).contentDocument;
  return !!inner?.querySelector('script[src*="/__livereload/"]');
}
