import { answersAt, isDocument } from './document.js';
import { canonical } from './paths.js';

/**
 * @typedef {import('./protocol.js').LiveEvent} LiveEvent
 * @typedef {import('./usage.js').Usage} Usage
 */

/**
 * One thing to do, and why: `patch` brings the document up to date, `restyle` stylesheets, `adopt`
 * those of modules, `refresh` images and other files; `announce` leaves it to the page; `keep` is to
 * leave the page as it is although it is out of date.
 *
 * @typedef {{ do: 'reload' | 'patch' | 'restyle' | 'adopt' | 'refresh' | 'announce' | 'keep',
 *   path: string, reason: string }} Action
 */

/** Elements that run what they name, which cannot be taken back. */
const RUN = /^(script|modulepreload)$/;

/** What was loaded so, a script may show in any form, on a canvas for instance. */
const DATA = /^(fetch|xmlhttprequest|img|image|video|audio|track)$/;

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
    actions = actions.map((given) => (given.do === 'keep' ? given : { ...given, do: 'reload' }));
  }
  const reloads = actions.filter((given) => given.do === 'reload');
  if (!reloads.length) {
    return actions;
  }
  const [{ path, reason }] = reloads;
  const more = reloads.length > 1 ? `${reason}, and ${reloads.length - 1} more` : reason;
  if (mode === 'never') {
    const kept = actions.filter((given) => given.do !== 'reload');
    return [...kept, action('keep', path, `${more}; the option reload="never" forbids it`)];
  }
  return [action('reload', path, more)];
}

/**
 * @param {LiveEvent} event
 * @param {Usage} usage
 * @returns {Action[]}
 */
function decide(event, usage) {
  const retries = [...usage.stale]
    .flatMap((path) => whenThere(path, usage, false))
    .map((given) => ({ ...given, reason: 'did not load before' }));
  if (event.type === 'reload') {
    return [action(event.patch ? 'patch' : 'reload', '', event.reason)];
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
        // Nor is a page asked that could only be reloaded if it does not answer.
        ...actions.filter(({ do: verb }) => verb !== 'reload' && verb !== 'announce'),
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
  const { location, entries } = usage;
  const isOwn = isDocument(path, usage);
  if (isOwn && !isNew) {
    return [action('patch', path, 'changed')];
  }
  // Another page than the one that shows now, which may have said that there is none; or its own
  // that was away, while scripts and data that it could not be reloaded for have changed.
  if (isNew && (isOwn || answersAt(location).includes(path))) {
    return [action('reload', path, 'now answers at this address')];
  }
  if (isNew && entries && path.startsWith(location) && !entries.has(entry(path, location))) {
    return [action('patch', path, 'is new in this folder')];
  }
  return whenUsed(path, usage);
}

/**
 * @param {string} path
 * @param {Usage} usage
 * @returns {Action[]}
 */
function whenUsed(path, { styles, shown, loaded }) {
  const owner = styles.get(path);
  const use = shown.get(path);
  const initiator = loaded.get(path);
  return [
    owner && action('restyle', path, owner === path ? 'changed' : `changed, which ${owner} uses`),
    use && action(RUN.test(use) ? 'reload' : 'refresh', path, `changed (${use})`),
    initiator && action(whenLoaded(path, initiator), path, `changed (${initiator})`),
  ].filter((given) => !!given);
}

/**
 * @param {string} path
 * @param {string} initiator
 * @returns {Action['do']}
 */
function whenLoaded(path, initiator) {
  if (DATA.test(initiator)) return 'announce';
  return path.endsWith('.css') ? 'adopt' : 'reload';
}

/**
 * @param {string} path
 * @param {Usage} usage
 * @returns {Action[]}
 */
function whenGone(path, { location, entries, styles, shown, loaded }) {
  if (entries?.has(entry(path, location))) {
    return [action('patch', path, 'was deleted from this folder')];
  }
  const use = shown.get(path) ?? loaded.get(path);
  if (styles.has(path) || (use && !RUN.test(use) && !/^(fetch|xml)/.test(use))) {
    return [action('keep', path, 'was deleted; the page keeps what it has')];
  }
  return use ? [action(RUN.test(use) ? 'reload' : 'announce', path, `was deleted (${use})`)] : [];
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
