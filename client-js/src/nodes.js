/**
 * Returns the reader of a property that a form cannot cover: of a form with a field named
 * `attributes`, the property of that name is the field.
 *
 * @param {typeof Node | typeof Element} owner
 * @param {string} name
 * @returns {(node: any) => any}
 */
const reader = (owner, name) => {
  const { get } = /** @type {any} */ (Object.getOwnPropertyDescriptor(owner.prototype, name));
  return (node) => get.call(node);
};

/** @type {(node: Node) => ParentNode & Node | null} */
export const parentOf = reader(Node, 'parentNode');

/** @type {(node: Node) => string} */
export const nameOf = reader(Node, 'nodeName');

/** @type {(node: Node) => ChildNode[]} */
export const childrenOf = (node) => [...childNodesOf(node)];
const childNodesOf = reader(Node, 'childNodes');

/** @type {(element: Element) => Attr[]} */
export const attributesOf = (element) => [...attributeMapOf(element)];
const attributeMapOf = reader(Element, 'attributes');

/** @param {Node} node @returns {node is Element} */
export const isElement = (node) => node.nodeType === 1;

/** @type {(node: Node) => boolean} */
export const isText = (node) => node.nodeType === 3;

/** @type {(node: Node) => boolean} */
export const isBlank = (node) => isText(node) && !node.textContent?.trim();

/** @type {(root: ParentNode) => Element[]} */
export const elementsIn = (root) => [...root.querySelectorAll('*')];

/** A template whose content the parser has made a shadow root of, where the page was loaded. */
export const SHADOW = 'template[shadowrootmode]';
