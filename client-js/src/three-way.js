import { createAligner } from './align.js';
import { createArranger } from './arrange.js';
import { mergeAttributes } from './attributes.js';
import { createFinder, isAmbiguous, uniqueIds } from './counterparts.js';
import { changeField } from './keep.js';
import { childrenOf, isBlank, isElement, isText, parentOf } from './nodes.js';
import { stop } from './stop.js';
import { isVital } from './vital.js';

export const TOO_LARGE = 'it is too large';

/** A plan that takes longer than this, in milliseconds, gives way to a reload. */
const LONGEST_PLAN = 2000;

/** What frameworks leave on the nodes that they render, and do not expect others to change. */
const OWNED = /^(__(react[CF]|vue|svelte|ng|k$)|_(reactR|vnode$|x_d|\$lit))/;

/**
 * Plans how to apply the difference between two served elements to their live counterpart, and to
 * leave alone what scripts and the user have made of the page. Changes nothing yet.
 *
 * @param {Element} old
 * @param {Element} next
 * @param {Element} live
 * @param {import('./copy.js').Trust} trust
 * @returns what to do at once, and what has to be done with elements that come, go or move
 * @throws {Error} with the reason why only a reload shows the change
 */
export function planPatch(old, next, live, trust) {
  const deadline = performance.now() + LONGEST_PLAN;
  const oldIds = uniqueIds(old);
  const nextIds = uniqueIds(next);
  const align = createAligner((id) => oldIds.get(id) && nextIds.get(id));
  const toLive = createAligner((id) => oldIds.get(id) && document.getElementById(`${id}`));
  const find = createFinder(old, live, oldIds, toLive);
  /** @type {(() => void)[]} */
  const steps = [];
  /** @type {Set<Node>} old nodes that have a counterpart, wherever it is */
  const placed = new Set();
  const arranger = createArranger(oldIds, nextIds, find, compare, steps, placed, trust);
  compare(old, next);
  arranger.plan();
  return { ...arranger, apply: () => steps.forEach((step) => step()) };

  /** @type {(was: Node, is: Node) => void} */
  function compare(was, is) {
    if (was.isEqualNode(is)) return;
    if (performance.now() > deadline) stop(TOO_LARGE);
    const now = find(was);
    if (isElement(was)) compareElements(was, /** @type {Element} */ (is), now);
    else compareTexts(was, is, now);
  }

  /** @type {(was: Node, is: Node, now: any) => void} */
  function compareTexts(was, is, now) {
    const counts = isText(was) && !isBlank(is);
    if (counts && now?.data !== was.nodeValue) conflict(parentOf(was));
    if (now) steps.push(() => replaceText(now, `${is.nodeValue}`));
  }

  /** @type {(was: Element, is: Element, now: any) => void} */
  function compareElements(was, is, now) {
    const tag = `<${was.localName}>`;
    const wish = wishOf(was, is, now);
    if (wish === 'keep' || tag === '<noscript>') return;
    if (wish === 'reload') stop(`${tag} asks for it`);
    if (!now || isAmbiguous(was, now)) conflict(was);
    if (Object.keys(now).some((key) => OWNED.test(key))) stop(`a framework renders ${tag}`);
    if (isVital(was)) stop(`${tag} changed`);
    if (tag !== '<template>') {
      steps.push(() => changeField(now, () => mergeAttributes(was, is, now)));
    } else if (!now.host || now.mode !== is.getAttribute('shadowrootmode')) {
      // Of any other template than a shadow root, scripts have copied what is in it.
      stop(`${tag} changed`);
    }
    // A video would go on with what it had.
    if (tag === '<source>') steps.push(() => now.parentNode.load?.());
    if (!compareOnlyTexts(was, is, now)) compareChildren(was, is, now);
  }

  /** @type {(was: Element, is: Element, now: Element) => void} */
  function compareChildren(was, is, now) {
    const from = childrenOf(was).filter((child) => !placed.has(child));
    const to = childrenOf(is);
    const pairs = align(from, to);
    if (from.length === to.length && from.every((child, i) => pairs.get(child) === to[i])) {
      from.forEach((child) => placed.add(child));
    } else {
      arranger.note(from, to, pairs, now);
    }
    for (const [a, b] of pairs) compare(a, b);
  }

  /** @param {any} was */
  function conflict(was) {
    stop(`a script has changed <${was.localName}>, too`, [was, find]);
  }

  /** @type {(was: Element, is: Element, now: any) => boolean} whether that is all there is to do */
  function compareOnlyTexts(was, is, now) {
    // What the user has written outweighs what the author has.
    if (now.isContentEditable && now.textContent !== was.textContent) return true;
    const texts = childrenOf(now);
    if (![...childrenOf(was), ...childrenOf(is), ...texts].every(isText)) return false;
    const [before, after] = [was, is].map((element) => `${element.textContent}`);
    if (before === after) return true;
    const there = now.textContent;
    if (there !== before && there !== after && was.localName !== 'title') conflict(was);
    const replace = () => {
      if (texts.length === 1) replaceText(/** @type {Text} */ (texts[0]), after);
      else now.textContent = after;
    };
    steps.push(() => changeField(now, replace));
    return true;
  }
}

/**
 * Returns what the page asks for at an element. What the author takes back counts no more, although
 * it is still there; what a script has set does.
 *
 * @param {Element} was
 * @param {Element} is
 * @param {Element} [now]
 */
function wishOf(was, is, now) {
  const name = 'data-livereload';
  return (now?.getAttribute && !was.hasAttribute(name) ? now : is).getAttribute(name);
}

/**
 * Replaces no more than what differs, so that carets and selections stay in the rest.
 *
 * @param {CharacterData} node
 * @param {string} text
 */
function replaceText(node, text) {
  const { data } = node;
  const most = Math.min(data.length, text.length);
  let start = 0;
  while (start < most && data[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && data[data.length - 1 - end] === text[text.length - 1 - end]) end++;
  node.replaceData(start, data.length - start - end, text.slice(start, text.length - end));
}
