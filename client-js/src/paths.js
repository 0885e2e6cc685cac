/**
 * What makes the URL of an asset new, so that no cache answers for it. The server ignores it, and
 * no author uses it.
 */
const VERSION = 'livereload';

/**
 * Returns the one spelling under which paths are compared: decoded, and a folder instead of its
 * index file. The path of a file on disk, of a change and of a link then are equal or are not.
 *
 * @param {string} pathname of a URL, percent-encoded
 */
export function canonical(pathname) {
  return (
    pathname
      // Run by run, because a stray % in one name must not keep the others encoded.
      .replace(/(?:%[\da-f]{2})+/gi, (run) => {
        try {
          return decodeURIComponent(run);
        } catch {
          return run;
        }
      })
      // macOS hands out decomposed file names, authors type composed ones.
      .normalize()
      .replace(/\/index\.html?$/, '/')
  );
}

/**
 * Returns the canonical path of a URL, or '' where its origin is none of `origins`.
 *
 * @param {string} url absolute, or relative to `base`
 * @param {string} base
 * @param {string[]} origins a folder may stand for one, without a slash at the end
 */
export function pathOf(url, base, origins) {
  try {
    const { protocol, host, pathname } = new URL(url, base);
    const full = `${protocol}//${host}${pathname}`;
    const origin = origins.find((each) => full.startsWith(`${each}/`));
    return origin === undefined ? '' : canonical(full.slice(origin.length));
  } catch {
    return '';
  }
}

/** Whether a URL has a version. @param {string} url */
export function isVersioned(url) {
  return url.includes(`${VERSION}=`);
}

/**
 * Returns the same URL with another version. The author's query and fragment stay to the letter,
 * which `URLSearchParams` would rewrite.
 *
 * @param {string} url absolute or not
 * @param {string} version
 */
export function versioned(url, version) {
  const [address, ...fragment] = url.split('#');
  const plain = address.replace(
    RegExp(`([?&])${VERSION}=[^&]*(&|$)`),
    (_, before, after) => after && before,
  );
  const mark = plain.includes('?') ? '&' : '?';
  return [`${plain}${mark}${VERSION}=${version}`, ...fragment].join('#');
}
