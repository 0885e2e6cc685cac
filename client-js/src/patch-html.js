/**
 * Brings the document up to date: for now by a reload.
 *
 * @type {(setup: { tag: HTMLScriptElement, src: string, log: import('./log.js').Log }) => Patch}
 *
 * @typedef {() => Promise<{ effect: 'patched', added: Element[] } | { effect: 'nothing' } |
 *   { effect: 'reload', reason: string }>} Patch
 */
export function createDocumentPatcher() {
  return async () => ({ effect: 'reload', reason: 'the document changed' });
}
