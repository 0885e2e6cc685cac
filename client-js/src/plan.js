import { canonical } from './paths.js';

/**
 * @typedef {import('./protocol.js').LiveEvent} LiveEvent
 * @typedef {import('./usage.js').Usage} Usage
 */

/**
 * One thing to do, and why; `keep` is to leave the page as it is although it is out of date.
 *
 * @typedef {{ do: 'reload' | 'restyle' | 'keep', path: string, reason: string }} Action
 */

/** Uses that leave the old thing on the page when its file is gone. */
const STAYS = /^(img|image|use|css|source|input|video|audio|track|link|embed|object)$/;

/**
 * Decides what an event means for a page. Nothing when the page does not use what changed; where
 * one part of a batch needs a reload, only the reload.
 *
 * @param {LiveEvent} event
 * @param {Usage} usage
 * @param {import('./options.js').Options['reload']} mode
 * @returns {Action[]}
 */
export function plan(event, usage, mode) {
  let actions = decide(event, usage);
  if (mode === 'always') {
    actions = actions.map((action) =>
      action.do === 'restyle' ? { ...action, do: 'reload' } : action,
    );
  }
  const reloads = actions.filter((action) => action.do === 'reload');
  if (!reloads.length) {
    return actions;
  }
  const [{ path, reason }] = reloads;
  const more = reloads.length > 1 ? `${reason}, and ${reloads.length - 1} more` : reason;
  if (mode === 'never') {
    const kept = actions.filter((action) => action.do !== 'reload');
    return [...kept, { do: 'keep', path, reason: `${more}; the option reload="never" forbids it` }];
  }
  return [{ do: 'reload', path, reason: more }];
}

/**
 * @param {LiveEvent} event
 * @param {Usage} usage
 * @returns {Action[]}
 */
function decide(event, usage) {
  /** @type {Action[]} */
  const retries = [...usage.stale].map((path) => action('restyle', path, 'did not load before'));
  if (event.type === 'reload') {
    return [action('reload', '', event.reason)];
  }
  if (event.type !== 'change') {
    return retries;
  }
  const removed = event.removed.map(canonical);
  const gone = removed.find((path) => isDocument(path, usage));
  const actions = [
    ...retries,
    ...event.added.flatMap((url) => whenThere(canonical(url), usage, true)),
    ...event.updated.flatMap((url) => whenThere(canonical(url), usage, false)),
    ...removed.flatMap((path) => whenGone(path, usage)),
  ];
  // A navigation would end on a page that says "not found".
  return gone
    ? [
        ...actions.filter((other) => other.do !== 'reload'),
        action('keep', gone, 'was deleted; this page stays until it is back'),
      ]
    : actions;
}

/**
 * @param {string} path
 * @param {Usage} usage
 * @param {boolean} isNew
 * @returns {Action[]}
 */
function whenThere(path, usage, isNew) {
  const { location, entries, styles, others } = usage;
  if (isDocument(path, usage)) {
    return [action('reload', path, 'changed')];
  }
  if (isNew && answersAt(location).includes(path)) {
    return [action('reload', path, 'now answers at this address')];
  }
  if (isNew && entries && path.startsWith(location) && !entries.has(entry(path, location))) {
    return [action('reload', path, 'is new in this folder')];
  }
  const use = others.get(path);
  if (use) {
    return [action('reload', path, `changed (${use})`)];
  }
  const owner = styles.get(path);
  if (owner) {
    return [action('restyle', path, owner === path ? 'changed' : `changed, which ${owner} uses`)];
  }
  return [];
}

/**
 * @param {string} path
 * @param {Usage} usage
 * @returns {Action[]}
 */
function whenGone(path, { location, entries, styles, others }) {
  const use = others.get(path);
  if (entries?.has(entry(path, location))) {
    return [action('reload', path, 'was deleted from this folder')];
  }
  if (use && !STAYS.test(use)) {
    return [action('reload', path, `was deleted (${use})`)];
  }
  return use || styles.has(path)
    ? [action('keep', path, 'was deleted; the page keeps what it has')]
    : [];
}

/**
 * @param {string} path
 * @param {Usage} usage
 */
function isDocument(path, { page, location }) {
  // Without the server's word for it, as behind a proxy, the address must tell.
  return page ? path === page : [...answersAt(location), `${location}.html`].includes(path);
}

/** @param {string} location */
function answersAt(location) {
  return [location, `${location}/`];
}

/**
 * Returns what a listing of `folder` shows for a file below it: the file, or the folder it is in.
 *
 * @param {string} path
 * @param {string} folder
 */
function entry(path, folder) {
  return path.startsWith(folder) ? folder + path.slice(folder.length).replace(/\/.*/, '/') : '';
}

/**
 * @param {Action['do']} verb
 * @param {string} path
 * @param {string} reason
 * @returns {Action}
 */
function action(verb, path, reason) {
  return { do: verb, path, reason };
}
