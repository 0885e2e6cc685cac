import { innerDocument } from './elements.js';

/** @typedef {Document | ShadowRoot} Root */

/**
 * Returns the document, every open shadow root in it, and the documents of frames that do not look
 * after themselves, at any depth.
 *
 * @param {Root} root
 * @returns {Root[]}
 */
export function roots(root) {
  const inner = [...root.querySelectorAll('*')].flatMap(
    (element) => element.shadowRoot ?? innerDocument(element) ?? [],
  );
  return [root, ...inner.flatMap(roots)];
}

/**
 * Returns the links of a root that bring a stylesheet, disabled and alternate ones included.
 *
 * @param {Root} root
 * @returns {HTMLLinkElement[]}
 */
export function sheetLinks(root) {
  return [...root.querySelectorAll('link')].filter(
    (link) => /(^|\s)stylesheet(\s|$)/i.test(link.rel) && link.href,
  );
}

/** @typedef {{ imports: string[], urls: string[] }} Contents */

/**
 * Writing the rules of 100 KB of CSS takes 4 ms, and a frame is 16.
 *
 * @type {WeakMap<CSSStyleSheet, Contents & { count: number }>}
 */
const read = new WeakMap();

/**
 * Returns what {@link contents} has, or had when the sheet was first read: what a script has changed
 * in a rule since is not in it.
 *
 * @param {CSSStyleSheet | null} sheet
 * @returns {Contents}
 */
export function contentsOnce(sheet) {
  const known = sheet && read.get(sheet);
  return known && known.count === countRules(sheet) ? known : contents(sheet);
}

/**
 * Returns the absolute URLs that a sheet brings in: its imports at any depth, and what the `url()`
 * of all these sheets name. A sheet of another origin cannot be read and brings nothing.
 *
 * @param {CSSStyleSheet | null} sheet
 * @returns {Contents}
 */
export function contents(sheet) {
  /** @type {string[]} */
  const imports = [];
  /** @type {string[]} */
  const urls = [];
  /** @param {CSSStyleSheet | null} part */
  const add = (part) => {
    const base = part?.href ?? part?.ownerNode?.baseURI ?? document.baseURI;
    for (const rule of rules(part)) {
      if (isImport(rule)) {
        imports.push(absolute(rule.href, base));
        add(rule.styleSheet);
      } else {
        urls.push(...urlsIn(rule.cssText).map((url) => absolute(url, base)));
      }
    }
  };
  add(sheet);
  if (sheet) read.set(sheet, { imports, urls, count: countRules(sheet) });
  return { imports, urls };
}

/**
 * Not by its class, of which each frame has one of its own.
 *
 * @param {CSSRule} rule
 * @returns {rule is CSSImportRule}
 */
export function isImport(rule) {
  return 'styleSheet' in rule;
}

/** @param {CSSStyleSheet} sheet */
function countRules(sheet) {
  try {
    return sheet.cssRules.length;
  } catch {
    return 0;
  }
}

/**
 * Returns the rules of a sheet; none where it is of another origin.
 *
 * @param {CSSStyleSheet | null} sheet
 * @returns {CSSRule[]}
 */
export function rules(sheet) {
  try {
    return [...(sheet?.cssRules ?? [])];
  } catch {
    return [];
  }
}

/**
 * Returns the sheets of a root that no link brings: of `<style>`, and those that scripts made.
 *
 * @param {Root} root
 * @returns {CSSStyleSheet[]}
 */
export function ownSheets(root) {
  const written = [...root.querySelectorAll('style')].flatMap(({ sheet }) => sheet ?? []);
  return [...written, ...(root.adoptedStyleSheets ?? [])];
}

/** A URL in quotes, in others or in none, or a string in quotes or in others. */
const REFERENCE = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))|"([^"]*)"|'([^']*)'/gi;

/**
 * Returns a piece of CSS with its URLs changed.
 *
 * @param {string} css as the CSSOM writes it; custom properties keep the author's spelling
 * @param {(url: string) => string} change
 */
export function changeUrls(css, change) {
  // There a plain string names a file, too.
  const groups = /image-set\(|@import/i.test(css) ? 5 : 3;
  return css.replace(REFERENCE, (all, ...found) => {
    const url = found.slice(0, groups).find(Boolean);
    if (!url) return all;
    const at = all.lastIndexOf(url);
    return all.slice(0, at) + change(url) + all.slice(at + url.length);
  });
}

/**
 * Returns the URLs in a piece of CSS.
 *
 * @param {string} css
 */
export function urlsIn(css) {
  /** @type {string[]} */
  const urls = [];
  changeUrls(css, (url) => {
    urls.push(url);
    return url;
  });
  return urls;
}

/**
 * @param {string} url
 * @param {string} base
 */
function absolute(url, base) {
  try {
    return new URL(url, base).href;
  } catch {
    return '';
  }
}
