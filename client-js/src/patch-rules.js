import { STYLED } from './elements.js';
import { versioned } from './paths.js';
import { isImage } from './preload.js';
import { changeUrls, contents, ownSheets, roots, rules, urlsIn } from './sheets.js';

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
  const inline = styled().flatMap((element) => urlsIn(element.getAttribute('style') ?? ''));
  const own = roots(document)
    .flatMap(ownSheets)
    .flatMap((sheet) => contents(sheet).urls);
  return [...inline, ...own]
    .filter((url) => isImage(url) && concerns(url))
    .map((url) => renew(new URL(url, document.baseURI).href));
}

/**
 * Gives what these styles name its new version. What scripts have done to them stays.
 *
 * @param {Version} version
 * @returns {Promise<string | undefined>} the reason if that cannot be done
 */
export async function refreshRules(version) {
  for (const { style } of styled()) renewStyle(style, version);
  const refusals = roots(document)
    .flatMap(ownSheets)
    .map((sheet) => {
      if (!isDeep(sheet, version)) {
        renewRules(rules(sheet), version);
        return undefined;
      }
      const { ownerNode } = sheet;
      return ownerNode instanceof HTMLStyleElement
        ? rewrite(ownerNode, version)
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
  return rules(sheet).some((rule) => {
    if (rule instanceof CSSImportRule) return leads(rule, concerns);
    return rule instanceof CSSFontFaceRule && urlsIn(rule.cssText).some((url) => concerns(url));
  });
}

/**
 * Whether an import leads to what has changed.
 *
 * @param {CSSImportRule} rule
 * @param {Version['concerns']} concerns
 */
function leads({ href, styleSheet }, concerns) {
  const { imports, urls } = contents(styleSheet);
  return [href, ...imports, ...urls].some((url) => concerns(url));
}

/**
 * @param {CSSRule[]} list
 * @param {Version} version
 */
function renewRules(list, version) {
  for (const rule of list) {
    const { style, cssRules } = /** @type {CSSStyleRule} */ (rule);
    if (style) renewStyle(style, version);
    if (cssRules) renewRules([...cssRules], version);
  }
}

/**
 * @param {CSSStyleDeclaration} style
 * @param {Version} version
 */
function renewStyle(style, { renew }) {
  for (const name of [...style]) {
    const value = style.getPropertyValue(name);
    const next = changeUrls(value, (url) => renew(url));
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
  const leading = rules(style.sheet).flatMap((rule) =>
    rule instanceof CSSImportRule && leads(rule, concerns) ? [rule.href] : [],
  );
  const text = `${style.textContent}`;
  let named = false;
  const next = changeUrls(text, (url) => {
    if (!leading.includes(url) && !concerns(url)) return url;
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
