/** @typedef {Document | ShadowRoot} Root */

/**
 * Returns the document and every open shadow root in it, at any depth.
 *
 * @param {Root} root
 * @returns {Root[]}
 */
export function roots(root) {
  const hosts = [...root.querySelectorAll('*')].filter((element) => element.shadowRoot);
  return [root, ...hosts.flatMap((host) => roots(/** @type {ShadowRoot} */ (host.shadowRoot)))];
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

/**
 * Returns the absolute URLs that a sheet brings in: its imports at any depth, and what the `url()`
 * of all these sheets name. A sheet of another origin cannot be read and brings nothing.
 *
 * @param {CSSStyleSheet | null} sheet
 * @returns {{ imports: string[], urls: string[] }}
 */
export function contents(sheet) {
  /** @type {string[]} */
  const imports = [];
  /** @type {string[]} */
  const urls = [];
  /** @param {CSSStyleSheet | null} part */
  const read = (part) => {
    const base = part?.href ?? document.baseURI;
    for (const rule of rules(part)) {
      if (rule instanceof CSSImportRule) {
        imports.push(absolute(rule.href, base));
        read(rule.styleSheet);
      } else {
        urls.push(...urlsIn(rule.cssText).map((url) => absolute(url, base)));
      }
    }
  };
  read(sheet);
  return { imports, urls };
}

/** @param {CSSStyleSheet | null} sheet */
function rules(sheet) {
  try {
    return [...(sheet?.cssRules ?? [])];
  } catch {
    return [];
  }
}

/**
 * Returns what each `url()` in a piece of CSS names.
 *
 * @param {string} css as the CSSOM writes it; custom properties keep the author's spelling
 */
export function urlsIn(css) {
  return [...css.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))/gi)].map(
    ([, double, single, bare]) => double ?? single ?? bare,
  );
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
