import { attributesOf, childrenOf, isBlank, isElement, nameOf } from './nodes.js';

/**
 * Finds the counterparts of nodes among others; `sure` leaves out look-alikes of which one side has
 * more than the other.
 *
 * @typedef {(from: Node[], to: Node[], sure?: boolean) => Map<Node, Node>} Align
 * @typedef {(node: Node) => string | number} KeyOf what counterparts have in common; '' for none
 */

/** With the name of the element, what tells it from others of its kind. */
const TELLING = ['type', 'name', 'property', 'rel'];

/**
 * Returns a function that numbers nodes, those of equal markup equally.
 */
function createNumbers() {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {WeakMap<Node, number>} */
  const known = new WeakMap();
  return number;

  /** @type {(node: Node) => number} */
  function number(node) {
    let result = known.get(node);
    if (!result) {
      const text = [signature(node), ...childrenOf(node).map(number)].join('\n');
      result = numbers.get(text) ?? numbers.size + 1;
      numbers.set(text, result);
      known.set(node, result);
    }
    return result;
  }
}

/** @param {Node} node */
function signature(node) {
  return isElement(node)
    ? [nameOf(node), ...attributesOf(node).map(({ name, value }) => `${name}=${value}`)].join('\n')
    : nameOf(node) + node.nodeValue;
}

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
  const markup = createNumbers();

  /** @type {KeyOf} */
  const shape = (node) => {
    if (!isElement(node)) return nameOf(node) + isBlank(node);
    const id = node.getAttribute('id');
    const name = nameOf(node);
    return [
      name,
      isLasting(id) && id,
      name === 'LINK' && target(node),
      name === 'SCRIPT' && node.getAttribute('src'),
      ...TELLING.map((attribute) => node.getAttribute(attribute)),
    ].join('\n');
  };
  /** @type {KeyOf[]} */
  const anywhere = [
    (node) => (isElement(node) && isLasting(node.getAttribute('id')) ? shape(node) : ''),
    (node) => (isElement(node) ? markup(node) : ''),
  ];
  /** @type {KeyOf[]} */
  const nearby = [
    (node) =>
      isElement(node)
        ? node.textContent?.trim() && shape(node) + node.textContent
        : signature(node),
    (node) => (isElement(node) && attributesOf(node)[0] ? shape(node) + signature(node) : ''),
    shape,
  ];

  /** @type {Align} */
  function align(from, to, sure) {
    /** @type {Map<Node, Node>} */
    const pairs = new Map();
    /** @type {Map<Node, Node>} */
    const mates = new Map();
    /** @type {(a: Node, b: Node) => void} */
    const join = (a, b) => {
      pairs.set(a, b);
      mates.set(b, a);
    };
    let start = 0;
    let end = 0;
    while (from[start]?.isEqualNode(to[start])) join(from[start], to[start++]);
    const most = Math.min(from.length, to.length) - start;
    /** @type {(nodes: Node[]) => Node} */
    const last = (nodes) => nodes[nodes.length - 1 - end];
    while (end < most && last(from).isEqualNode(last(to))) {
      join(last(from), last(to));
      end++;
    }

    /** @type {(keyOf: KeyOf, some: Node[], others: Node[], strict?: boolean) => void} */
    const match = (keyOf, some, others, strict) => {
      const candidates = group(others, mates, keyOf);
      for (const [key, nodes] of group(some, pairs, keyOf)) {
        const fit = candidates.get(key) ?? [];
        if (strict && fit.length !== nodes.length) continue;
        nodes.slice(0, fit.length).forEach((node, i) => join(node, fit[i]));
      }
    };
    const some = from.slice(start, from.length - end);
    const others = to.slice(start, to.length - end);
    if (some[0] && others[0]) {
      if (some[1] || others[1]) anywhere.forEach((keyOf) => match(keyOf, some, others));
      for (const [gap, opposite] of gaps(some, others, pairs)) {
        nearby.forEach((keyOf) => match(keyOf, gap, opposite, sure));
      }
    }
    return pairs;
  }
  return { align, markup };
}

/**
 * @param {Node[]} nodes
 * @param {Map<Node, Node>} used
 * @param {KeyOf} keyOf
 */
function group(nodes, used, keyOf) {
  /** @type {Map<string | number, Node[]>} */
  const groups = new Map();
  for (const node of nodes) {
    const key = !used.has(node) && keyOf(node);
    if (!key) continue;
    const members = groups.get(key);
    if (members) members.push(node);
    else groups.set(key, [node]);
  }
  return groups;
}

/**
 * Returns what stands between the pairs that have kept their order, on both sides.
 *
 * @param {Node[]} from
 * @param {Node[]} to
 * @param {Map<Node, Node>} pairs
 * @returns {Node[][][]}
 */
function gaps(from, to, pairs) {
  const kept = inOrder(from, to, pairs);
  /** @type {Node[][][]} */
  const found = [];
  let [a, b] = [0, 0];
  for (const node of [...kept, undefined]) {
    const [x, y] = node
      ? [from.indexOf(node, a), to.indexOf(/** @type {Node} */ (pairs.get(node)), b)]
      : [from.length, to.length];
    if (x > a && y > b) found.push([from.slice(a, x), to.slice(b, y)]);
    [a, b] = [x + 1, y + 1];
  }
  return found;
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
