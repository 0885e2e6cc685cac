import { SHADOW, childrenOf, isElement, nameOf, parentOf } from './nodes.js';

/**
 * Returns the elements of a served document by their ids, where an id is there once. What stands in
 * a template is not in the document.
 *
 * @param {Element} root
 */
export function uniqueIds(root) {
  /** @type {Map<string | null, Element | undefined>} */
  const ids = new Map();
  for (const element of root.querySelectorAll('[id]:not(template *)')) {
    const id = element.getAttribute('id');
    ids.set(id, ids.has(id) ? undefined : element);
  }
  return ids;
}

/**
 * Finds the live counterparts of old nodes, one list of children at a time and only where it is
 * asked for: what did not change is not visited in the live page.
 *
 * @param {Element} old
 * @param {Element} live
 * @param {ReturnType<typeof uniqueIds>} ids of the old element
 * @param {import('./align.js').Align} align
 * @returns {(node: Node) => any} nothing where there is none for sure, or nobody knows; of an
 *   element that is elsewhere or gone `undefined`
 */
export function createFinder(old, live, ids, align) {
  /** @type {Map<Node, Node | null | undefined>} */
  const found = new Map([[old, live]]);

  /** @type {(node: Node, home: any) => any} */
  function elsewhere(node, home) {
    if (!isElement(node)) return false;
    if (node.matches(SHADOW)) return home.shadowRoot;
    const id = node.getAttribute('id');
    const found = ids.get(id) === node && document.getElementById(`${id}`);
    return found && nameOf(found) === nameOf(node) ? found : undefined;
  }

  return find;

  /** @type {(node: Node) => any} */
  function find(node) {
    const parent = parentOf(node);
    const home = !found.has(node) && parent && find(parent);
    if (parent && home) {
      const children = childrenOf(parent);
      const pairs = align(children, childrenOf(home), true);
      for (const child of /** @type {any[]} */ (children)) {
        // Where another part has found it out, the node says it.
        found.set(child, child.counterpart ?? pairs.get(child) ?? elsewhere(child, home));
      }
    }
    return found.get(node);
  }
}

/**
 * Tells whether a script has added or removed look-alikes of an element, so that nobody knows which
 * of them is the one that changed.
 *
 * @param {Element} old
 * @param {Element} live
 */
export function isAmbiguous(old, live) {
  const [home, liveHome] = [old, live].map((element) => /** @type {any} */ (parentOf(element)));
  if (!liveHome || home.childElementCount === liveHome.childElementCount) return false;
  const [served, there] = [home, liveHome].map(
    (list) => childrenOf(list).filter((child) => child.isEqualNode(old)).length,
  );
  return served !== there && served + there > 2;
}
