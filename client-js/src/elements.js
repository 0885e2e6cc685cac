/** Elements that show a file, unless it is a document of its own. */
export const SHOWS_FILE =
  'img,source,input[type="image" i],video,audio,track,image,use,feImage,[background],' +
  'link[rel~="icon" i],link[rel="apple-touch-icon" i],link[rel="mask-icon" i]';

/** Elements that show a document. */
export const NESTED = 'iframe,frame,object,embed';

/** Where these elements name it, beside their `srcset`. */
export const URL_ATTRIBUTES = ['src', 'href', 'xlink:href', 'poster', 'background'];

/** Elements whose own style names files. */
export const STYLED = '[style*="url(" i],[style*="image-set(" i]';

/** Where elements of SVG name what they are painted with; `url(#a)` is in the document itself. */
export const PAINT_ATTRIBUTES = [
  'fill',
  'stroke',
  'filter',
  'mask',
  'clip-path',
  'marker-start',
  'marker-mid',
  'marker-end',
  'cursor',
];

/** Elements that are painted so. */
export const PAINTED = PAINT_ATTRIBUTES.map((name) => `[${name}*="url(" i]`).join();

/** Links to icons, without which a browser asks for the one at the root. */
const ICON = 'link[rel~="icon" i]';

/** The icon of a page that names none. */
export const DEFAULT_ICON = '/favicon.ico';

/** Whether a browser looks for the icon at the root. */
export function hasDefaultIcon() {
  return location.protocol !== 'file:' && !document.querySelector(ICON);
}

/** A URL of a `srcset`, in which a comma ends it only at its end, and what describes it. */
const CANDIDATE = /([^\s,](?:\S*[^\s,])?)(,|\s[^,]*|$)/g;

/**
 * Returns a `srcset` with its URLs changed.
 *
 * @param {string} srcset
 * @param {(url: string) => string} change
 */
export function changeCandidates(srcset, change) {
  return srcset.replace(CANDIDATE, (_, url, rest) => change(url) + rest);
}

/**
 * Returns the URL of what a frame shows; '' where that is a document that brings this script, and so
 * looks after itself.
 *
 * @param {Element} frame
 */
export function fileIn(frame) {
  const { src, data, contentDocument } = /** @type {HTMLIFrameElement & HTMLObjectElement} */ (
    frame
  );
  if (contentDocument && bringsClient(contentDocument)) return '';
  return contentDocument && contentDocument.URL !== 'about:blank'
    ? contentDocument.URL
    : src || data || '';
}

/**
 * Returns the document of a frame that nobody looks after: one that stands in the page itself, for
 * instance, or that a script wrote.
 *
 * @param {Element} element
 */
export function innerDocument(element) {
  const { contentDocument } = /** @type {HTMLIFrameElement} */ (element);
  return contentDocument && !bringsClient(contentDocument) ? contentDocument : undefined;
}

/** @param {Document} inner */
function bringsClient(inner) {
  return inner.querySelector('script[src*="/__livereload/"]');
}
