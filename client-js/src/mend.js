/** What would be lost with an element, as no class makes it anew. */
const PRECIOUS = 'canvas,video,audio,iframe,object,embed,input,textarea,select,[contenteditable]';

/** Instead of what is made anew, so that it has no counterpart in the new document. */
const STAND = 'livereload-stand';

/** So many elements are looked for all over the page; more would take longer than a reload. */
const MOST_LOST = 100;

/**
 * Sees to what a script has changed as well as the author, where it is certain what to do: an
 * element that a script has put elsewhere, without an id, is found by its markup; a custom element
 * that has made its own content is made anew, so that its class does that once more.
 *
 * @param {Element | Element[]} was in the old document, which may be changed: what the author
 *   changed, or all that he removed and that is not where it was
 * @param {(node: Node) => any} find returns the live counterpart
 * @returns {boolean} whether another plan may succeed
 */
export function mend(was, find) {
  if (Array.isArray(was)) return was.length < MOST_LOST && was.every(settle);
  return (!find(was) && isMoved(was)) || isMadeAnew(was, find);
}

/**
 * Tells whether it is certain where an element is that the author removed: elsewhere, or gone.
 *
 * @param {Element} was
 */
function settle(was) {
  if (isMoved(was)) return true;
  /** @param {Document} home */
  const count = (home) => home.getElementsByTagName(was.localName).length;
  const isGone = count(document) < count(was.ownerDocument);
  if (isGone) know(was, false);
  return isGone;
}

/**
 * @param {Element} was
 */
function isMoved(was) {
  /** @param {Document} home */
  const alike = (home) =>
    [...home.getElementsByTagName(was.localName)].filter((element) => element.isEqualNode(was));
  const [live, ...more] = alike(document);
  const isCertain = live && !more.length && alike(was.ownerDocument).length === 1;
  if (isCertain) know(was, live);
  return isCertain;
}

/**
 * @param {Element} was
 * @param {(node: Node) => any} find
 */
function isMadeAnew(was, find) {
  for (let host = /** @type {Element | null} */ (was); host; host = host.parentElement) {
    const live = find(host);
    if (!customElements.get(host.localName) || !live) continue;
    if (!isReplaceable(live)) return false;
    const stand = host.ownerDocument.createElement(STAND);
    host.replaceWith(stand);
    know(stand, live);
    return true;
  }
  return false;
}

/**
 * Has the next plan find the live counterpart of an element.
 *
 * @param {Element} element
 * @param {Element | false} counterpart false where it is gone
 */
function know(element, counterpart) {
  Object.assign(element, { counterpart });
}

/**
 * Whether nothing but what its class makes would be lost with a custom element.
 *
 * @param {Element} live
 */
function isReplaceable(live) {
  return (
    !Object.keys(live).length &&
    !live.querySelector(PRECIOUS) &&
    !live.contains(document.activeElement)
  );
}
