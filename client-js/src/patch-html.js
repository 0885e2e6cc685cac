import { mergeAttributes } from './attributes.js';
import { holdChoices, watchEditing } from './keep.js';
import { childrenOf, elementsIn, isBlank } from './nodes.js';
import { stop } from './stop.js';
import { planPatch } from './three-way.js';

/** Documents of more elements than this are reloaded: planning takes time that nobody can use. */
const MOST_ELEMENTS = 50_000;

/** The server that takes longer than this, in milliseconds, is left to a reload. */
const LONGEST_READ = 10_000;

const LOST_BASE = 'the server no longer has the version this page was made of';

/** At most this long, in milliseconds, the body waits for new stylesheets. */
const SHEET_WAIT = 1000;

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
 * @returns {() => Promise<Outcome>} never rejects
 */
export function createDocumentPatcher({ tag, src }) {
  const idle = watchEditing();
  const { page } = tag.dataset;
  let { base } = tag.dataset;
  /** @type {Promise<any>} */
  let last = Promise.resolve();

  /** @returns {Promise<Outcome>} */
  async function patch() {
    try {
      // An error page may become right, too, and stay one.
      const [load] = /** @type {any[]} */ (performance.getEntriesByType('navigation'));
      const [old, next] = await Promise.all([
        base ? read(`${new URL(`document?of=${base}`, src)}`, 200, LOST_BASE) : stop(LOST_BASE),
        read(location.href, load?.responseStatus || 200, 'the page is not answered as it was'),
      ]);
      if (next.tag?.dataset.page !== page) stop('its address shows another page now');
      if (isSame(old.document, next.document)) {
        base = next.tag.dataset.base;
        return { effect: 'nothing' };
      }
      await idle();
      const added = await apply(old.document, next.document);
      base = next.tag.dataset.base ?? '';
      Object.assign(tag.dataset, { id: next.tag.dataset.id, base });
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
 * @param {string} url
 * @param {number} status that the answer must have
 * @param {string} otherwise
 * @returns {Promise<{ document: Document, tag: any }>} the tag is taken out
 */
function read(url, status, otherwise) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.responseType = 'document';
    request.timeout = LONGEST_READ;
    // The base has no type, and what the page is read as decides for the new one, too.
    request.overrideMimeType(`${document.contentType};charset=${document.characterSet}`);
    request.setRequestHeader('Accept', 'text/html,*/*;q=0.8');
    request.setRequestHeader('Cache-Control', 'no-cache');
    request.setRequestHeader('X-LiveReload', 'document');
    request.onloadend = () => {
      const answer = request.response;
      if (request.status === status && answer) resolve({ document: answer, tag: prepare(answer) });
      else
        reject(
          Error(request.status && request.status !== status ? otherwise : 'it cannot be read'),
        );
    };
    request.send();
  });
}

/**
 * Takes out of a served document what does not count in a comparison.
 *
 * @param {Document} served
 */
function prepare(served) {
  const own = [...served.querySelectorAll('script[src*="/__livereload/"]')];
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
  return own[0];
}

/**
 * @param {Document} old
 * @param {Document} next
 */
function isSame(old, next) {
  if (old.doctype?.publicId !== next.doctype?.publicId) stop('the doctype changed');
  const [a, b] = [old, next].map(({ documentElement }) => documentElement.cloneNode());
  return a.isEqualNode(b) && old.head.isEqualNode(next.head) && old.body.isEqualNode(next.body);
}

/**
 * @param {Document} old
 * @param {Document} next
 */
async function apply(old, next) {
  const size = elementsIn(old).length + elementsIn(next).length;
  if (size > 2 * MOST_ELEMENTS) stop('the page is too large to be patched');
  const nonce = [...document.scripts].find((script) => script.nonce)?.nonce ?? '';
  const head = planPatch(old.head, next.head, document.head, nonce);
  const planBody = () => planPatch(old.body, next.body, document.body, nonce);
  // Before anything changes, because it may ask for a reload.
  let body = planBody();
  mergeAttributes(old.documentElement, next.documentElement, document.documentElement);
  head.apply();
  const sheets = head.added.filter((added) => added.matches('link[rel~="stylesheet" i]'));
  if (sheets[0]) {
    await Promise.race([
      Promise.all(sheets.map(settled)),
      new Promise((late) => setTimeout(late, SHEET_WAIT)),
    ]);
    body = planBody();
  }
  const chooseAgain = holdChoices();
  body.apply();
  body.finish();
  head.finish();
  chooseAgain();
  return [...head.added, ...body.added];
}

/** @param {Element} sheet */
function settled(sheet) {
  return new Promise((done) => {
    sheet.addEventListener('load', done);
    sheet.addEventListener('error', done);
  });
}
