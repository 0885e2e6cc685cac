/**
 * Applies to an element what changed between its old and its new served attributes. Classes and
 * style properties that a script has added stay.
 *
 * @param {Element} old
 * @param {Element} next
 * @param {Element} live
 */
export function mergeAttributes(old, next, live) {
  for (const name of new Set([...old.getAttributeNames(), ...next.getAttributeNames()])) {
    const was = old.getAttribute(name);
    const is = next.getAttribute(name);
    const now = live.getAttribute(name);
    if (was === is || is === now) continue;
    if (now !== was && name === 'class') {
      mergeClasses(old, next, live);
    } else if (now !== was && name === 'style') {
      mergeStyles(/** @type {any} */ (old), /** @type {any} */ (next), /** @type {any} */ (live));
    } else if (is !== null) {
      // Not by name: those that only the parser accepts, such as `@click`, could not be set.
      const attribute = /** @type {Attr} */ (next.getAttributeNode(name));
      live.setAttributeNode(/** @type {Attr} */ (attribute.cloneNode()));
    } else if (name === 'open' && live instanceof HTMLDialogElement) {
      // A modal dialog without the attribute would keep the rest of the page out of reach.
      live.close();
    } else {
      live.removeAttribute(name);
    }
  }
}

/** @type {(old: Element, next: Element, live: Element) => void} */
function mergeClasses(old, next, live) {
  for (const token of old.classList) {
    if (!next.classList.contains(token)) live.classList.remove(token);
  }
  for (const token of next.classList) {
    if (!old.classList.contains(token)) live.classList.add(token);
  }
  if (!live.classList.length && !next.hasAttribute('class')) live.removeAttribute('class');
}

/** @type {(old: HTMLElement, next: HTMLElement, live: HTMLElement) => void} */
function mergeStyles({ style: was }, { style: is }, { style: now }) {
  for (const property of new Set([...was, ...is])) {
    const value = is.getPropertyValue(property);
    const priority = is.getPropertyPriority(property);
    if (
      value !== was.getPropertyValue(property) ||
      priority !== was.getPropertyPriority(property)
    ) {
      now.setProperty(property, value, priority);
    }
  }
}
