import { isVersioned, pathOf, versioned } from './paths.js';
import { createRestyler } from './patch-css.js';
import { elementImages, refreshElements, renewElements } from './patch-elements.js';
import { adopt } from './patch-modules.js';
import { refreshRules, ruleImages } from './patch-rules.js';
import { preload } from './preload.js';

/**
 * Which URLs get a new version, and which one.
 *
 * @typedef {object} Version
 * @property {string} value
 * @property {(url: string, base?: string) => boolean} concerns
 * @property {(url: string, base?: string) => string} renew returns it with the version, if it is one
 */

/**
 * The part of the client that gives files other than documents and scripts their new version:
 * stylesheets, images, media. Only what has changed gets a new URL, and only when what it names is
 * there, so that nothing goes blank meanwhile.
 *
 * @param {object} setup
 * @param {string[]} setup.origins whose paths are those of the server
 * @param {import('./log.js').Log} setup.log
 * @param {import('./hooks.js').On} setup.on
 * @param {Set<string>} setup.stale is given the paths of what did not load
 * @returns {(actions: import('./plan.js').Action[], id: string) => Promise<string | undefined>}
 *   settles when all of it shows, with the reason if the page has to be reloaded for it after all
 */
export function createRefresher({ origins, log, on, stale }) {
  /** @type {Map<string, string>} path → the version that it has, or is about to have */
  const latest = new Map();
  /** @type {Map<string, string>} path → the version that is there to be shown */
  const ready = new Map();
  let versions = 0;
  let last = '';

  /** @param {string} url @param {string} [base] */
  const local = (url, base = document.baseURI) => pathOf(url, base, origins);

  /** @param {string} url */
  function fail(url) {
    const path = local(url);
    // What another origin keeps from this page it keeps from it each time.
    if (new URL(url).origin === location.origin) stale.add(path);
    log.warn(`${path} did not load; the page keeps its last version`);
  }

  const restyle = createRestyler({ local, log, fail, stale });

  /** @param {Version} version @param {string[]} paths */
  async function refresh(version, paths) {
    for (const url of await preload([...elementImages(version), ...ruleImages(version)])) {
      // So that the version concerns it no longer.
      latest.delete(local(url));
      fail(url);
    }
    for (const path of paths) {
      if (latest.get(path) === version.value) ready.set(path, version.value);
    }
    refreshElements(version);
    return refreshRules(version);
  }

  /**
   * What a patch of the document brings names no version, and Chromium shows what it has had under
   * that name on this page, without asking.
   *
   * @param {import('./plan.js').Action[]} actions
   */
  function catchUp(actions) {
    if (!actions.some((action) => action.do === 'patch')) return;
    /** @param {string} url @param {string} [base] */
    const find = (url, base) => (isVersioned(url) ? undefined : ready.get(local(url, base)));
    /** @type {Version} */
    const version = {
      value: last,
      concerns: (url, base) => !!find(url, base),
      renew(url, base) {
        const known = find(url, base);
        return known ? versioned(url, known) : url;
      },
    };
    renewElements(version);
    refreshRules(version).catch((error) => log.warn(`refreshing failed (${error})`));
  }
  on('after-patch', catchUp);

  return async (actions, id) => {
    // Counted, because a second try of one version must not meet a cached failure.
    const value = `${id}.${++versions}`;
    last = value;
    for (const { path } of actions) {
      stale.delete(path);
      latest.set(path, value);
    }
    /** @type {Version} */
    const version = {
      value,
      // A later one may have begun while this one was loading.
      concerns: (url, base) => latest.get(local(url, base)) === value,
      renew: (url, base) => (version.concerns(url, base) ? versioned(url, value) : url),
    };
    const modules = actions.filter((action) => action.do === 'adopt');
    const refusals = await Promise.all([
      restyle(version),
      refresh(
        version,
        actions.map(({ path }) => path),
      ),
      ...modules.map(({ path }) => adopt(path, version)),
    ]);
    return refusals.find(Boolean) || undefined;
  };
}
