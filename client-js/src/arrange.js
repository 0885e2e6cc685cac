import { inOrder, markup } from './align.js';
import { copy, settled } from './copy.js';
import { SHADOW, childrenOf, elementsIn, isElement, nameOf, parentOf } from './nodes.js';
import { stop } from './stop.js';
import { VITAL, isVital } from './vital.js';

/** At most this long, in milliseconds, the body waits for new stylesheets. */
const SHEET_WAIT = 1000;

/**
 * Brings children into their new order: those that stayed keep their place, the others are moved
 * there, be it from elsewhere in the page, or made.
 *
 * @param {Map<string | null, Element | undefined>} oldIds
 * @param {Map<string | null, Element | undefined>} nextIds
 * @param {(node: Node) => any} find
 * @param {(old: Node, next: Node) => void} compare
 * @param {(() => void)[]} steps is given what to do with the page
 * @param {Set<Node>} placed is given the old nodes that have a counterpart, wherever it is
 * @param {import('./copy.js').Trust} trust
 */
export function createArranger(oldIds, nextIds, find, compare, steps, placed, trust) {
  // With which the policy of the page lets scripts and styles through.
  const nonce = [...document.scripts].find((script) => script.nonce)?.nonce ?? '';
  /** @type {Set<Node>} old nodes in, or around, a moved one: as a whole they are not there */
  const spent = new Set();
  /** @type {Map<string, Element[]>} by markup, what is in the doomed nodes */
  const pool = new Map();
  /** @type {Node[]} old nodes that the new document lacks where they were */
  const doomed = [];
  /** @type {(() => void)[]} */
  const lists = [];
  /** @type {(() => void)[]} */
  const last = [];
  /** @type {Element[]} */
  const added = [];

  /** @param {Node} node */
  function doom(node) {
    doomed.push(node);
    for (const element of withElements(node)) {
      const key = markup(element);
      if (!pool.has(key)) pool.set(key, []);
      pool.get(key)?.push(element);
    }
  }

  /** @type {(element: Node) => Node | undefined} an old node that moves here */
  function reusable(element) {
    if (!isElement(element)) return undefined;
    const id = element.getAttribute('id');
    const same = nextIds.get(id) === element && oldIds.get(id);
    const candidates = same ? [same] : (pool.get(markup(element)) ?? []);
    return candidates.find(
      (node) =>
        nameOf(node) === nameOf(element) &&
        !placed.has(node) &&
        (same || !spent.has(node)) &&
        find(node),
    );
  }

  /** @param {Node} node */
  function place(node) {
    const mate = reusable(node);
    if (mate) {
      placed.add(mate);
      for (let outer = parentOf(mate); outer; outer = parentOf(outer)) spent.add(outer);
      if (mate.isEqualNode(node)) withElements(mate).forEach((inner) => spent.add(inner));
      compare(mate, node);
      return find(mate);
    }
    const elements = withElements(node);
    for (const element of elements) {
      // One that is deeper belongs to a host that is new, too.
      const vital = element === node ? `${VITAL},${SHADOW}` : VITAL;
      if (element.matches(vital)) stop(`<${element.localName}> is new`);
    }
    const deep = !elements.slice(1).some(reusable);
    const made = copy(node, deep, nonce, last, trust);
    if (isElement(made)) added.push(made);
    if (!deep) lists.push(() => arrange(made, childrenOf(node), new Map(), new Set(), null));
    return made;
  }

  /** @type {(home: any, next: Node[], mates: Map<Node, Node>, kept: Set<Node>, first: any) => void} */
  function arrange(home, next, mates, kept, first) {
    /** @type {any} */
    let before;
    for (const child of next) {
      const mate = mates.get(child);
      const node = mate ? find(mate) : place(child);
      if (!node) continue;
      const stays = mate && kept.has(mate);
      steps.push(() => {
        const next = before ? before.nextSibling : first && parentOf(first) === home ? first : null;
        if (!stays) insert(home, node, next);
        if (parentOf(node) === home) before = node;
      });
    }
  }

  return {
    /** @type {(from: ChildNode[], to: ChildNode[], pairs: Map<Node, Node>, home: Node) => void} */
    note(from, to, pairs, home) {
      const mates = new Map([...pairs].map(([a, b]) => [b, a]));
      const kept = new Set(inOrder(from, to, pairs));
      /** @type {Set<Node>} live nodes beside which others are placed */
      const standing = new Set();
      for (const child of from) {
        if (pairs.has(child)) placed.add(child);
        else doom(child);
        if (kept.has(child) || !pairs.has(child)) standing.add(find(child));
      }
      const first = childrenOf(home).find((child) => standing.has(child));
      lists.push(() => arrange(home, to, mates, kept, first));
      // It would go on with the source that it had.
      if (home instanceof HTMLMediaElement) last.push(() => home.load());
    },

    /** Plans the new order of all lists that were noted; more may be noted meanwhile. */
    plan() {
      for (const list of lists) list();
      const lost = doomed.filter((node) => !placed.has(node) && find(node) === undefined);
      if (lost[0]) stop('a script has changed what was removed', [lost, find]);
      for (const node of doomed) {
        if (placed.has(node)) continue;
        if (find(node) instanceof ShadowRoot) stop('<template> was removed');
        for (const element of withElements(node)) {
          const stays = spent.has(element) || placed.has(element);
          if (isVital(element) && !stays) stop(`<${element.localName}> was removed`);
        }
      }
    },

    /** The elements that are new. */
    added,

    /** Settles when the stylesheets among these have loaded, or take too long. */
    async sheets() {
      const sheets = added.filter((element) => element.matches('link[rel~="stylesheet" i]'));
      const late = new Promise((end) => setTimeout(end, SHEET_WAIT));
      if (sheets[0]) await Promise.race([Promise.all(sheets.map(settled)), late]);
      return sheets[0];
    },

    /** Removes what the new document lacks. */
    finish() {
      for (const node of doomed) {
        const gone = !placed.has(node) && find(node);
        if (gone) parentOf(gone)?.removeChild(gone);
      }
      last.forEach((step) => step());
    },
  };
}

/**
 * @param {Node} node
 * @returns {Element[]} the element and all in it
 */
function withElements(node) {
  return isElement(node) ? [node, ...elementsIn(node)] : [];
}

/**
 * @param {any} home
 * @param {Node} node
 * @param {Node | null} next
 */
function insert(home, node, next) {
  // Keeps focus, frames, animations and what plays; of a new node it is refused.
  if (node.isConnected && home.moveBefore) {
    try {
      home.moveBefore(node, next);
      return;
    } catch {
      // From a tree into another one.
    }
  }
  home.insertBefore(node, next);
}
