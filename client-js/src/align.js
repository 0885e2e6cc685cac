import { isBlank, isElement, nameOf } from './nodes.js';

/**
 * Finds the counterparts of nodes among others; `sure` leaves out look-alikes of which one side has
 * more than the other.
 *
 * @typedef {(from: Node[], to: Node[], sure?: boolean) => Map<Node, Node>} Align
 * @typedef {(node: Node) => any} KeyOf what counterparts have in common; '' for none
 */

/** With the name of the element, what tells it from others of its kind. */
const TELLING = ['type', 'name', 'rel'];

/**
 * Returns a key that elements of equal markup have in common.
 *
 * @type {KeyOf}
 */
// eslint-disable-next-line no-restricted-syntax -- only read
export const markup = (node) => (isElement(node) ? node.outerHTML : '');

/** @type {KeyOf} */
const attributes = (node) =>
  isElement(node) &&
  node
    .getAttributeNames()
    .map((name) => `${name}=${node.getAttribute(name)}`)
    .join();

/**
 * Returns where a link leads, without the version that a swapped stylesheet has in its URL.
 *
 * @param {Element} link
 */
function target(link) {
  const { href } = new URL(`${link.getAttribute('href')}`, document.baseURI);
  return href.replace(/[?&]livereload=[^&#]*/, '');
}

/**
 * @param {(id: string | null) => unknown} isLasting whether both sides have one element of this id,
 *   which then has no other counterpart
 */
export function createAligner(isLasting) {
  /** @type {KeyOf} */
  const shape = (node) => {
    if (!isElement(node)) return nameOf(node) + isBlank(node);
    const id = node.getAttribute('id');
    const name = nameOf(node);
    return [
      name,
      isLasting(id) && id,
      name === 'LINK' && target(node),
      ...TELLING.map((attribute) => node.getAttribute(attribute)),
    ].join();
  };
  /** @type {KeyOf[]} */
  const anywhere = [
    (node) => isElement(node) && isLasting(node.getAttribute('id')) && shape(node),
    markup,
  ];
  /** @type {KeyOf[]} */
  const nearby = [
    (node) => node.textContent && shape(node) + node.textContent,
    (node) => attributes(node) && shape(node) + attributes(node),
    shape,
  ];

  /** @type {Align} */
  return (from, to, sure) => {
    /** @type {Map<Node, Node>} */
    const pairs = new Map();
    /** @type {Map<Node, Node>} */
    const mates = new Map();
    /** @type {(a: Node, b: Node) => any} */
    const join = (a, b) => pairs.set(a, b) && mates.set(b, a);
    /** @type {(keyOf: KeyOf, some: Node[], others: Node[], strict?: boolean) => void} */
    const match = (keyOf, some, others, strict) => {
      /** @type {Map<any, Node[][]>} */
      const groups = new Map();
      [some, others].forEach((nodes, side) => {
        for (const node of nodes) {
          const key = !pairs.has(node) && !mates.has(node) && keyOf(node);
          if (!key) continue;
          if (!groups.has(key)) groups.set(key, [[], []]);
          groups.get(key)?.[side].push(node);
        }
      });
      for (const [a, b] of groups.values()) {
        if (!strict || a.length === b.length) a.forEach((node, i) => b[i] && join(node, b[i]));
      }
    };

    let start = 0;
    while (from[start]?.isEqualNode(to[start])) join(from[start], to[start++]);
    let [a, b] = [from.length, to.length];
    while (a-- > start && b-- > start && from[a].isEqualNode(to[b])) join(from[a], to[b]);
    if (pairs.size < from.length && pairs.size < to.length) {
      // The usual case of one that changed needs no look at its markup.
      if (Math.max(from.length, to.length) > pairs.size + 1) {
        anywhere.forEach((keyOf) => match(keyOf, from, to));
      }
      let [x, y] = [0, 0];
      for (const node of [...inOrder(from, to, pairs), undefined]) {
        const i = node ? from.indexOf(/** @type {any} */ (node), x) : from.length;
        const j = node ? to.indexOf(/** @type {any} */ (pairs.get(node)), y) : to.length;
        if (i > x && j > y) {
          nearby.forEach((keyOf) => match(keyOf, from.slice(x, i), to.slice(y, j), sure));
        }
        [x, y] = [i + 1, j + 1];
      }
    }
    return pairs;
  };
}

/**
 * Returns the nodes whose counterparts need not move: the longest run that is in order on both
 * sides.
 *
 * @param {Node[]} from
 * @param {Node[]} to
 * @param {Map<Node, Node>} pairs
 */
export function inOrder(from, to, pairs) {
  const places = new Map(to.map((node, i) => [node, i]));
  const nodes = from.filter((node) => pairs.has(node));
  const numbers = nodes.map((node) => Number(places.get(/** @type {Node} */ (pairs.get(node)))));
  /** @type {number[]} by length, where the run of this length with the lowest end ends */
  const ends = [];
  /** @type {number[]} */
  const before = [];
  numbers.forEach((number, i) => {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]] < number) low = middle + 1;
      else high = middle;
    }
    before[i] = ends[low - 1];
    ends[low] = i;
  });
  /** @type {Node[]} */
  const kept = [];
  for (let i = ends[ends.length - 1]; i >= 0; i = before[i]) kept.push(nodes[i]);
  return kept.reverse();
}
