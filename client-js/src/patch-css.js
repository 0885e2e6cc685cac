import { pathOf, versioned } from './paths.js';
import { contents, roots, sheetLinks } from './sheets.js';

/**
 * Gives stylesheets their new version: a clone loads beside the old link and takes its place when
 * it is ready, in one task, so that no frame is without style and the place in the cascade stays.
 *
 * @param {object} setup
 * @param {string[]} setup.origins whose paths are those of the server
 * @param {import('./log.js').Log} setup.log
 */
export function createRestyler({ origins, log }) {
  /** @type {Map<HTMLLinkElement, { clone: HTMLLinkElement, end: () => void }>} by the old link */
  const inFlight = new Map();
  /** @type {Set<string>} */
  const stale = new Set();
  let versions = 0;
  let saidIntegrity = false;

  /** @param {string} url */
  const local = (url) => pathOf(url, document.baseURI, origins);

  /**
   * @param {HTMLLinkElement} link
   * @param {string} version
   * @returns {Promise<void>} settled when the new version shows, or will not
   */
  async function swap(link, version) {
    inFlight.get(link)?.end();
    const { href } = link;
    const next = versioned(href, version);
    // Neither is fetched before it is switched on, and the clone of an alternate one that a script
    // has switched on would be off.
    if (link.disabled || /alternate/i.test(link.rel)) {
      link.href = next;
      return;
    }
    const clone = prepare(link, next);
    await new Promise((done) => {
      const end = () => {
        clone.remove();
        inFlight.delete(link);
        done(undefined);
      };
      inFlight.set(link, { clone, end });
      // Firefox says `load` again when the media change.
      const waits = () => inFlight.get(link)?.clone === clone;
      clone.addEventListener('error', () => {
        if (!waits()) return;
        stale.add(local(href));
        log.warn(`${local(href)} did not load; the page keeps its last version`);
        end();
      });
      clone.addEventListener('load', () => {
        if (!waits()) return;
        if (!link.isConnected || link.href !== href) {
          end();
          return;
        }
        if (link.nextSibling !== clone) {
          // The page has moved the link: the clone follows, which loads it once more.
          link.after(clone);
          return;
        }
        stale.delete(local(href));
        takePlace(link, clone);
        inFlight.delete(link);
        done(undefined);
      });
      link.after(clone);
    });
  }

  /**
   * @param {HTMLLinkElement} link
   * @param {string} href
   */
  function prepare(link, href) {
    const clone = /** @type {HTMLLinkElement} */ (link.cloneNode());
    clone.href = href;
    clone.media = 'not all';
    // The attribute reads empty once the element is in a document.
    clone.nonce = link.nonce;
    if (clone.integrity) {
      clone.removeAttribute('integrity');
      if (!saidIntegrity) log.info('the integrity of changed stylesheets is not checked');
      saidIntegrity = true;
    }
    return clone;
  }

  return {
    /** Sheets whose newest version did not load. */
    stale,

    /**
     * Restyles all links whose sheet is one of these, or names one at any depth: the server gives
     * what has changed a new URL in the sheets that it serves.
     *
     * @param {Set<string>} paths canonical
     * @param {string} id of the event
     */
    async restyle(paths, id) {
      const clones = [...inFlight.values()].map(({ clone }) => clone);
      const links = roots(document)
        .flatMap(sheetLinks)
        .filter((link) => !clones.includes(link))
        .filter((link) => {
          const { imports, urls } = contents(link.sheet);
          return [link.href, ...imports, ...urls].some((url) => paths.has(local(url)));
        });
      // Counted, because a second try of one version must not meet a cached failure.
      await Promise.all(links.map((link) => swap(link, `${id}.${++versions}`)));
    },
  };
}

/**
 * @param {HTMLLinkElement} link
 * @param {HTMLLinkElement} clone loaded, right after the link
 */
function takePlace(link, clone) {
  // As they are now: scripts may have changed them meanwhile.
  const media = link.getAttribute('media');
  if (media === null) clone.removeAttribute('media');
  else clone.media = media;
  if (link.disabled) clone.disabled = true;
  else if (clone.sheet && link.sheet) clone.sheet.disabled = link.sheet.disabled;
  link.remove();
}
