/** Of the policy; where a page names those that it trusts, this one has to be among them. */
const NAME = 'dev.livereload';

/** @param {string} text */
const same = (text) => text;

const RULES = { createScript: same, createScriptURL: same };

/**
 * Returns what makes scripts and their addresses such as a page lets through that asks for Trusted
 * Types.
 *
 * @returns {typeof RULES}
 */
export function createTrust() {
  try {
    return /** @type {any} */ (self).trustedTypes.createPolicy(NAME, RULES);
  } catch {
    // This browser has none, or the page does not trust it.
    return RULES;
  }
}
