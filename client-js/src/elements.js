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
  const {
    src,
    data,
    contentDocument: inner,
  } = /** @type {HTMLIFrameElement & HTMLObjectElement} */ (frame);
  if (inner?.querySelector('script[src*="/__livereload/"]')) return '';
  return inner && inner.URL !== 'about:blank' ? inner.URL : src || data || '';
}
