import { mergeAttributes } from './attributes.js';
import { holdChoices, holdFocus, watchEditing } from './keep.js';
import { childrenOf, elementsIn, isBlank } from './nodes.js';
import { stop } from './stop.js';
import { TOO_LARGE, planPatch } from './three-way.js';

/** Documents of more elements than this are reloaded: planning takes time that nobody can use. */
const MOST_ELEMENTS = 50_000;

/** The server that takes longer than this, in milliseconds, is left to a reload. */
const LONGEST_READ = 10_000;

const NOT_THERE = 'its address shows another page';

const LOST_BASE = 'the server lost what this page was made of';

/**
 * What became of a page.
 *
 * @typedef {{ effect: 'patched', added: Element[] } | { effect: 'nothing' } |
 *   { effect: 'reload', reason: string }} Outcome
 */

/**
 * Brings the document up to date without a reload: what changed between the old served document,
 * the base, and the new one is applied to the live page, and what scripts and the user have made of
 * that stays.
 *
 * @param {object} setup
 * @param {HTMLScriptElement} setup.tag the client's own: names the base, and is brought up to date
 * @param {string} setup.src its address
 * @param {(name: string) => Promise<any>} setup.load
 * @param {import('./copy.js').Trust} setup.trust
 * @returns {() => Promise<Outcome>} never rejects
 */
export function createDocumentPatcher({ tag, src, load, trust }) {
  const idle = watchEditing();
  let { base } = tag.dataset;
  /** @type {Promise<any>} */
  let last = Promise.resolve();

  /** @returns {Promise<Outcome>} */
  async function patch() {
    try {
      base ||= (await load('own.js')).findBase(tag);
      // An error page may become right, too, and stay one.
      const [visit] = /** @type {any[]} */ (performance.getEntriesByType('navigation'));
      const [next, served] = await read(location.href, visit?.responseStatus || 200, NOT_THERE);
      if (served?.page !== tag.dataset.page) stop(NOT_THERE);
      // It names the content. A server that was started anew cannot tell what it was before.
      if (base === served.base) return { effect: 'nothing' };
      const [old] = await read(new URL(`document?of=${base}`, src), 200, LOST_BASE);
      ({ base = '' } = served);
      if (isSame(old, next)) return { effect: 'nothing' };
      await idle();
      const added = await apply(old, next, trust, load);
      Object.assign(tag.dataset, { id: served.id, base });
      return { effect: 'patched', added };
    } catch (error) {
      return { effect: 'reload', reason: /** @type {Error} */ (error).message };
    }
  }
  return () => (last = last.then(patch));
}

/**
 * Reads a document without running its scripts. Not by `fetch` and a parser: where a page asks for
 * Trusted Types, that takes a policy.
 *
 * @param {string | URL} url
 * @param {number} status that the answer must have
 * @param {string} otherwise
 * @returns {Promise<[Document, any]>} and what the server wrote on its tag, which is taken out
 */
async function read(url, status, otherwise) {
  const request = new XMLHttpRequest();
  request.open('GET', url);
  request.responseType = 'document';
  request.timeout = LONGEST_READ;
  // The base has no type, and what the page is read as decides for the new one, too.
  request.overrideMimeType(`${document.contentType};charset=${document.characterSet}`);
  request.setRequestHeader('Accept', 'text/html,*/*;q=0.8');
  request.setRequestHeader('Cache-Control', 'no-cache');
  request.setRequestHeader('X-LiveReload', 'document');
  request.send();
  await new Promise((done) => (request.onloadend = done));
  const { response } = request;
  if (request.status !== status || !response) stop(otherwise);
  return [response, prepare(response)];
}

/**
 * Takes out of a served document what does not count in a comparison.
 *
 * @param {Document} served
 */
function prepare(served) {
  const own = [...served.querySelectorAll('[src*="/__livereload/"]')];
  own.forEach((script) => script.remove());
  // A live collection: templates within templates come into it meanwhile.
  for (const template of served.getElementsByTagName('template')) {
    template.append(template.content);
  }
  for (const element of elementsIn(served)) {
    element.removeAttribute('nonce');
    element.removeAttribute('integrity');
  }
  // The parser keeps it only after the first element there, which may be the tag of this client.
  childrenOf(served.head)
    .filter(isBlank)
    .forEach((blank) => blank.remove());
  return /** @type {HTMLElement} */ (own[0])?.dataset;
}

/**
 * @param {Document} old
 * @param {Document} next
 */
function isSame(old, next) {
  if (old.doctype?.publicId !== next.doctype?.publicId) stop('<!doctype> changed');
  return old.documentElement.isEqualNode(next.documentElement);
}

/**
 * @param {Document} old
 * @param {Document} next
 * @param {(name: string) => Promise<any>} load
 * @param {import('./copy.js').Trust} trust
 */
async function apply(old, next, trust, load) {
  if (elementsIn(next).length > MOST_ELEMENTS) stop(TOO_LARGE);
  /** @param {'head' | 'body'} part @returns {Promise<ReturnType<typeof planPatch>>} */
  const plan = async (part) => {
    try {
      return planPatch(old[part], next[part], document[part], trust);
    } catch (/** @type {any} */ error) {
      // What is seldom needed is a part of its own.
      if (!error.at || !(await load('mend.js')).mend(...error.at)) throw error;
      return plan(part);
    }
  };
  const head = await plan('head');
  // Before anything changes, because it may ask for a reload.
  let body = await plan('body');
  mergeAttributes(old.documentElement, next.documentElement, document.documentElement);
  head.apply();
  // Meanwhile scripts may have changed the body.
  if (await head.sheets()) body = await plan('body');
  const chooseAgain = holdChoices();
  const focusAgain = holdFocus();
  body.apply();
  body.finish();
  head.finish();
  chooseAgain();
  focusAgain();
  return [head, body].flatMap(({ added }) => added);
}
