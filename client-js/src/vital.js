/** What only loading a page makes effective. */
export const VITAL = 'base,meta[charset],meta[http-equiv],script[type=importmap]';

/** That, and scripts; but for data that neither a script nor the browser reads. */
const PERMANENT = `${VITAL},script:not([type$="ld+json"])`;

/**
 * Tells whether only a reload shows that this element changed, or went.
 *
 * @param {Element} element
 */
export function isVital(element) {
  return element.matches(PERMANENT);
}
