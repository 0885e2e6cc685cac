/** What of the files that CSS names can be loaded ahead; fonts, for one, cannot. */
const IMAGE = /\.(avif|bmp|gif|ico|jpe?g|png|svg|webp)([?#]|$)/i;

/** @param {string} url */
export function isImage(url) {
  return IMAGE.test(url);
}

/**
 * Loads and decodes images, so that whatever shows them next does so at once.
 *
 * @param {string[]} urls absolute
 * @returns {Promise<string[]>} those that did not load
 */
export async function preload(urls) {
  const attempts = [...new Set(urls)].map(async (url) => {
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
      return [];
    } catch {
      return [url];
    }
  });
  return (await Promise.all(attempts)).flat();
}
