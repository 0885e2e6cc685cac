import { versioned } from './paths.js';
import { isImage, preload } from './preload.js';
import { contents, contentsOnce, roots, sheetLinks } from './sheets.js';

/** @typedef {import('./assets.js').Version} Version */

/**
 * How long a sheet waits for the images that it names, in milliseconds; it is right without them.
 */
const PATIENCE = 2000;

/**
 * Gives stylesheets their new version: a clone loads beside the old link and takes its place when
 * it is ready, in one task, so that no frame is without style and the place in the cascade stays.
 *
 * Restyles all links whose sheet has changed, or names what has at any depth: the server gives that
 * a new URL in the sheets that it serves.
 *
 * @param {object} setup
 * @param {(url: string) => string} setup.local returns the path of what is the server's
 * @param {import('./log.js').Log} setup.log
 * @param {(url: string) => void} setup.fail is told what did not load
 * @param {Set<string>} setup.stale
 * @returns {(version: Version) => Promise<void>}
 */
export function createRestyler({ local, log, fail, stale }) {
  /** @type {Map<HTMLLinkElement, { clone: HTMLLinkElement, end: () => void }>} by the old link */
  const inFlight = new Map();
  let saidIntegrity = false;

  /**
   * @param {HTMLLinkElement} link
   * @param {Version} version
   * @returns {Promise<void>} settled when the new version shows, or will not
   */
  async function swap(link, { value, concerns }) {
    inFlight.get(link)?.end();
    const { href } = link;
    const next = versioned(href, value);
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
      const giveUp = () => {
        if (!waits()) return;
        fail(href);
        end();
      };
      clone.addEventListener('error', giveUp);
      clone.addEventListener('load', async () => {
        if (!waits()) return;
        if (isPage(next)) {
          giveUp();
          return;
        }
        const images = contentsOnce(clone.sheet).urls.filter(
          (url) => isImage(url) && concerns(url),
        );
        await Promise.race([preload(images), new Promise((late) => setTimeout(late, PATIENCE))]);
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
    // It has run for the link; what it does, such as to switch the sheet on, is copied at the end.
    clone.onload = null;
    // The attribute reads empty once the element is in a document.
    clone.nonce = link.nonce;
    if (clone.integrity) {
      clone.removeAttribute('integrity');
      if (!saidIntegrity) log.info('the integrity of changed stylesheets is not checked');
      saidIntegrity = true;
    }
    return clone;
  }

  return async (version) => {
    const clones = [...inFlight.values()].map(({ clone }) => clone);
    const links = roots(document)
      .flatMap(sheetLinks)
      .filter((link) => !clones.includes(link));
    /** @param {typeof contents} read */
    const concerned = (read) =>
      links.filter((link) => {
        const { imports, urls } = read(link.sheet);
        return [link.href, ...imports, ...urls].some((url) => version.concerns(url));
      });
    const known = concerned(contentsOnce);
    await Promise.all(
      (known.length ? known : concerned(contents)).map((link) => swap(link, version)),
    );
  };
}

/**
 * Tells whether a page came instead of a sheet, as some servers answer for what is not there.
 * Chromium says that it has loaded.
 *
 * @param {string} url
 */
function isPage(url) {
  const [{ contentType = '' } = {}] = /** @type {any[]} */ (
    performance.getEntriesByName(url).slice(-1)
  );
  return contentType.includes('html');
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
