import { attributesOf, childrenOf, elementsIn } from './nodes.js';
import { stop } from './stop.js';

/** Scripts for which those after them wait. */
const BLOCKING = '[src]:not([async],[defer],[type])';

/** Settles when the last of them has run. @type {Promise<unknown> | undefined} */
let ready;

/** @typedef {ReturnType<typeof import('./trust.js').createTrust>} Trust */

/**
 * Copies a node of a served document into this one, as the browser would have made it while the
 * page loaded: scripts run when the copy is inserted.
 *
 * @param {Node} node
 * @param {boolean} deep
 * @param {string} nonce with which the policy of the page lets scripts and styles through
 * @param {(() => void)[]} last is given what to do when all is in its place
 * @param {Trust} trust
 * @returns {Node}
 */
export function copy(node, deep, nonce, last, trust) {
  const holder = document.createDocumentFragment();
  holder.append(document.importNode(node, deep));
  for (const element of elementsIn(holder)) {
    const name = element.localName;
    // The content of a template stands among its children while documents are compared.
    if (name === 'template') unpack(/** @type {HTMLTemplateElement} */ (element));
    // Read without scripting it is markup, which would load what it names.
    if (name === 'noscript') element.textContent = '';
    const eager = element.getAttributeNode('autofocus');
    if (eager) {
      // It would take the focus from where the user is.
      element.removeAttributeNode(eager);
      last.push(() => element.setAttributeNode(eager));
    }
    if (name === 'script') element.replaceWith(awaken(element, nonce, trust));
    else if (nonce && /^(style|link)$/.test(name)) element.setAttribute('nonce', nonce);
  }
  return /** @type {Node} */ (holder.firstChild);
}

/** Settles when an element has loaded, or has failed to. @param {Element} element */
export function settled(element) {
  return new Promise((done) => {
    element.addEventListener('load', done);
    element.addEventListener('error', done);
  });
}

/** @param {HTMLTemplateElement} template */
function unpack(template) {
  const mode = template.getAttribute('shadowrootmode');
  const host = template.parentElement;
  const children = childrenOf(template);
  if (mode && host && !host.shadowRoot) {
    host.attachShadow({ mode: /** @type {ShadowRootMode} */ (mode) }).append(...children);
    template.remove();
  } else {
    template.content.append(...children);
  }
}

/**
 * A script that came with a parsed document never runs, nor do its copies.
 *
 * @param {Element} script
 * @param {string} nonce
 * @param {Trust} trust
 */
function awaken(script, nonce, trust) {
  const text = `${script.textContent}`;
  // That would replace a page that has loaded.
  if (/document.write/.test(text)) stop('<script> is new');
  const fresh = /** @type {HTMLScriptElement} */ (
    document.createElementNS(script.namespaceURI, 'script')
  );
  // In their order, as the parser would run them.
  fresh.async = false;
  for (const attribute of attributesOf(script)) {
    if (attribute.name === 'src') fresh.src = trust.createScriptURL(attribute.value);
    else fresh.setAttributeNode(/** @type {Attr} */ (attribute.cloneNode()));
  }
  if (nonce) fresh.setAttribute('nonce', nonce);
  if (fresh.matches(BLOCKING)) ready = settled(fresh);
  // Where the page does not trust it, that is known before anything has changed.
  const fill = () => (fresh.textContent = trust.createScript(text));
  if (ready) ready.then(fill);
  else fill();
  return fresh;
}
