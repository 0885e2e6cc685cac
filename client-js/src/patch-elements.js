import {
  DEFAULT_ICON,
  NESTED,
  PAINTED,
  PAINT_ATTRIBUTES,
  SHOWS_FILE,
  URL_ATTRIBUTES,
  changeCandidates,
  fileIn,
  hasDefaultIcon,
} from './elements.js';
import { make } from './make.js';
import { changeUrls, roots } from './sheets.js';

/** @typedef {import('./assets.js').Version} Version */

/** Elements whose `src`, `href` and so on are images, which `srcset` and `currentSrc` tell apart. */
const ONE_IMAGE = 'input,image,feImage,video[poster],[background]';

/** Attributes that are the image of such an element; the `src` of a video is not. */
const IMAGE_ATTRIBUTES = ['href', 'xlink:href', 'poster', 'background'];

/** @param {string} selector */
function all(selector) {
  return roots(document).flatMap((root) => [...root.querySelectorAll(selector)]);
}

/**
 * Returns the images that elements show now and that have changed, in their new version.
 *
 * @param {Version} version
 */
export function elementImages({ concerns, renew }) {
  const shown = /** @type {HTMLImageElement[]} */ (all('img'))
    // One that waits to be scrolled to is not loaded ahead.
    .filter((image) => image.complete)
    .map((image) => image.currentSrc);
  for (const element of all(ONE_IMAGE)) {
    const names = element.localName === 'input' ? ['src'] : IMAGE_ATTRIBUTES;
    const urls = names.map((name) => element.getAttribute(name)).filter((url) => !!url);
    shown.push(...urls.map((url) => new URL(`${url}`, element.baseURI).href));
  }
  return shown.filter((url) => url && concerns(url)).map((url) => renew(url));
}

/**
 * Gives the elements that name what has changed its new version.
 *
 * @param {Version} version
 */
export function refreshElements(version) {
  const { concerns, renew } = version;
  renewElements(version);
  if (hasDefaultIcon()) refreshDefaultIcon(version);
  for (const frame of all(NESTED)) {
    if (concerns(fileIn(frame), frame.baseURI)) reopen(frame, renew);
  }
}

/**
 * Does so for those that are no frames, as often as wanted: what has the version is not touched.
 *
 * @param {Version} version
 */
export function renewElements(version) {
  /** @type {Map<HTMLMediaElement, () => void>} to how to go on with what plays */
  const playing = new Map();
  for (const element of all(`${SHOWS_FILE},${PAINTED}`)) {
    const changes = changesOf(element, version);
    if (!changes.length) continue;
    const media = /** @type {HTMLMediaElement | null} */ (element.closest('video,audio'));
    if (media && isSource(element, changes) && !playing.has(media)) playing.set(media, pick(media));
    // Some browsers look at an icon only when it is a new element.
    const link =
      element.localName === 'link' ? /** @type {Element} */ (element.cloneNode()) : element;
    for (const [name, value] of changes) link.setAttribute(name, value);
    if (link !== element) element.replaceWith(link);
  }
  for (const goOn of playing.values()) goOn();
}

/**
 * @param {Element} element
 * @param {Version} version
 * @returns {[name: string, value: string][]}
 */
function changesOf(element, version) {
  /** @param {string} url */
  const renew = (url) => version.renew(url, element.baseURI);
  /** @type {[string[], (value: string) => string][]} */
  const kinds = [
    [URL_ATTRIBUTES, renew],
    [['srcset'], (value) => changeCandidates(value, renew)],
    [PAINT_ATTRIBUTES, (value) => changeUrls(value, renew)],
  ];
  return kinds.flatMap(([names, change]) =>
    names.flatMap((name) => {
      const value = element.getAttribute(name) ?? '';
      const next = value && change(value);
      return next === value ? [] : [/** @type {[string, string]} */ ([name, next])];
    }),
  );
}

/**
 * A page that names no icon shows the one at the root, which only a link can give a version.
 *
 * @param {Version} version
 */
function refreshDefaultIcon({ concerns, renew }) {
  const { href } = new URL(DEFAULT_ICON, location.href);
  // Where one is named later, that is after it, and counts.
  if (concerns(href)) document.head?.prepend(make('link', { rel: 'icon', href: renew(href) }));
}

/**
 * Whether what changes is what is played, and not the poster or a track.
 *
 * @param {Element} element
 * @param {[name: string, value: string][]} changes
 */
function isSource({ localName }, changes) {
  return localName !== 'track' && changes.some(([name]) => name === 'src');
}

/**
 * Notes how far something has been played.
 *
 * @param {HTMLMediaElement} media
 * @returns {() => void} loads its sources again, and goes on from there
 */
function pick(media) {
  const { currentTime, paused, playbackRate } = media;
  return () => {
    const goOn = () => {
      media.currentTime = currentTime;
      media.playbackRate = playbackRate;
      if (paused) media.pause();
      // Refused where the user has done nothing on this page yet, and then it did not play.
      else media.play().catch(() => {});
    };
    media.addEventListener('loadedmetadata', goOn, { once: true });
    media.load();
  };
}

/**
 * @param {Element} frame
 * @param {Version['renew']} renew
 */
function reopen(frame, renew) {
  const { contentWindow } = /** @type {HTMLIFrameElement} */ (frame);
  const name = frame.localName === 'object' ? 'data' : 'src';
  try {
    // Its address stays, and the history has no entry more.
    if (/frame$/.test(frame.localName)) contentWindow?.location.reload();
    else frame.setAttribute(name, renew(frame.getAttribute(name) ?? ''));
  } catch {
    // It is of another origin.
    frame.setAttribute(name, renew(frame.getAttribute(name) ?? ''));
  }
}
