import { STYLED } from './elements.js';
import { versioned } from './paths.js';
import { isImage } from './preload.js';
import { changeUrls, contents, isImport, ownSheets, roots, rules, urlsIn } from './sheets.js';

/** @typedef {import('./assets.js').Version} Version */

/** @returns {HTMLElement[]} */
function styled() {
  return roots(document).flatMap((root) => [
    .../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(STYLED)),
  ]);
}

/**
 * Returns the changed images that elements' own styles name, and sheets that no link brings.
 *
 * @param {Version} version
 */
export function ruleImages({ concerns, renew }) {
  const inline = styled().flatMap((element) =>
    urlsIn(element.getAttribute('style') ?? '').map((url) => new URL(url, element.baseURI).href),
  );
  const own = roots(document)
    .flatMap(ownSheets)
    .flatMap((sheet) => contents(sheet).urls);
  return [...inline, ...own]
    .filter((url) => isImage(url) && concerns(url))
    .map((url) => renew(url));
}

/**
 * Gives what these styles name its new version. What scripts have done to them stays.
 *
 * @param {Version} version
 * @returns {Promise<string | undefined>} the reason if that cannot be done
 */
export async function refreshRules(version) {
  for (const { style, baseURI } of styled()) renewStyle(style, version, baseURI);
  const refusals = roots(document)
    .flatMap(ownSheets)
    .map((sheet) => {
      if (!isDeep(sheet, version)) {
        renewRules(rules(sheet), version, sheet.ownerNode?.baseURI);
        return undefined;
      }
      const { ownerNode } = sheet;
      return ownerNode
        ? rewrite(/** @type {HTMLStyleElement} */ (ownerNode), version)
        : 'a sheet that a script made names a font that changed';
    });
  return (await Promise.all(refusals)).find(Boolean);
}

/**
 * Whether what has changed is named where no script can change it: by an import, or a font.
 *
 * @param {CSSStyleSheet} sheet
 * @param {Version} version
 */
function isDeep(sheet, { concerns }) {
  const base = sheet.ownerNode?.baseURI;
  return rules(sheet).some((rule) => {
    if (isImport(rule)) return leads(rule, concerns, base);
    return (
      /^@font-face/i.test(rule.cssText) && urlsIn(rule.cssText).some((url) => concerns(url, base))
    );
  });
}

/**
 * Whether an import leads to what has changed.
 *
 * @param {CSSImportRule} rule
 * @param {Version['concerns']} concerns
 * @param {string} [base]
 */
function leads({ href, styleSheet }, concerns, base) {
  const { imports, urls } = contents(styleSheet);
  return [href, ...imports, ...urls].some((url) => concerns(url, base));
}

/**
 * @param {CSSRule[]} list
 * @param {Version} version
 * @param {string} [base]
 */
function renewRules(list, version, base) {
  for (const rule of list) {
    const { style, cssRules } = /** @type {CSSStyleRule} */ (rule);
    if (style) renewStyle(style, version, base);
    if (cssRules) renewRules([...cssRules], version, base);
  }
}

/**
 * @param {CSSStyleDeclaration} style
 * @param {Version} version
 * @param {string} [base]
 */
function renewStyle(style, { renew }, base) {
  for (const name of [...style]) {
    const value = style.getPropertyValue(name);
    const next = changeUrls(value, (url) => renew(url, base));
    if (next !== value) style.setProperty(name, next, style.getPropertyPriority(name));
  }
}

/**
 * Loads a clone with new URLs beside the element, and puts it in its place when it is ready.
 *
 * @param {HTMLStyleElement} style
 * @param {Version} version
 * @returns {Promise<string | undefined>}
 */
async function rewrite(style, { value, concerns }) {
  const base = style.baseURI;
  const leading = rules(style.sheet).flatMap((rule) =>
    isImport(rule) && leads(rule, concerns, base) ? [rule.href] : [],
  );
  const text = `${style.textContent}`;
  let named = false;
  const next = changeUrls(text, (url) => {
    if (!leading.includes(url) && !concerns(url, base)) return url;
    named = true;
    return versioned(url, value);
  });
  // What was on its way at the change is told of once more.
  if (named && next === text) return undefined;
  const clone = /** @type {HTMLStyleElement} */ (style.cloneNode());
  clone.textContent = next;
  clone.media = 'not all';
  // The attribute reads empty once the element is in a document.
  clone.nonce = style.nonce;
  const settled = new Promise((done) => {
    clone.onload = clone.onerror = done;
    addEventListener('securitypolicyviolation', done, { once: true });
  });
  style.after(clone);
  if (named) await settled;
  if (!named || !clone.sheet) {
    clone.remove();
    return 'a <style> imports what changed, and cannot be changed itself';
  }
  const media = style.getAttribute('media');
  if (media === null) clone.removeAttribute('media');
  else clone.media = media;
  // Where the page has dropped it meanwhile, the clone goes, too.
  if (style.isConnected) style.remove();
  else clone.remove();
  return undefined;
}
