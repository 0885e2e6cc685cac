import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { utimesSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BARRIER, FALLBACK, FILES, content } from './pages.js';

/** How editors save. */
const SAVES = ['in place', 'renamed over', 'truncated first'];

/** Folders that go and come back as a whole; the barrier's must stay. */
const FOLDERS = ['js', 'img'];

/** @typedef {ReturnType<typeof createSite>} Site */

/**
 * The files, and what was done to them.
 *
 * @param {string} root
 * @param {ReturnType<typeof import('./random.js').createChance>} chance
 * @param {() => number} outage 0 while a server runs, else which outage it is
 */
export function createSite(root, chance, outage) {
  /** @type {import('./judge.js').Disk} */
  const disk = new Map();
  /** @type {import('./judge.js').Step[]} */
  const steps = [];
  /** @type {Map<string, number>} */
  const away = new Map();
  let versions = 0;
  /** @type {(() => void) | undefined} */
  let folderBack;

  /** @param {string} name */
  const path = (name) => join(root, name);

  /**
   * @param {string} name
   * @param {number | undefined} is version; nothing: there is no such file any more
   */
  function note(name, is) {
    steps.push({ name, was: disk.get(name), is, outage: outage() });
    if (is === undefined) disk.delete(name);
    else disk.set(name, is);
  }

  /**
   * @param {string} name
   * @param {number} version
   * @param {string} [how]
   */
  function save(name, version, how = SAVES[0]) {
    const bytes = content(name, version);
    mkdirSync(dirname(path(name)), { recursive: true });
    note(name, version);
    if (how === 'renamed over') {
      writeFileSync(`${path(name)}.tmp~`, bytes);
      renameSync(`${path(name)}.tmp~`, path(name));
    } else if (how === 'truncated first') {
      const file = openSync(path(name), 'w');
      writeSync(file, bytes);
      closeSync(file);
    } else {
      writeFileSync(path(name), bytes);
    }
    return `${name} = ${version} (${how})`;
  }

  const present = () => chance.pick(FILES.filter((name) => disk.has(name)));
  /** @param {string} name */
  const version = (name) => disk.get(name) ?? 0;

  /** What can be done; each returns what it was, for people. */
  const deeds = {
    edit: () => save(present(), ++versions, chance.pick(SAVES)),
    burst() {
      const name = present();
      return [1, 2, 3].map(() => save(name, ++versions, chance.pick(SAVES))).join(', ');
    },
    many() {
      const names = FILES.filter((name) => disk.has(name) && chance.happens(0.4));
      return names.map((name) => save(name, ++versions)).join(', ');
    },
    'edit and take back'() {
      const name = present();
      const old = version(name);
      return `${save(name, ++versions)}, ${save(name, old)}`;
    },
    'save the same'() {
      const name = present();
      return save(name, version(name), chance.pick(SAVES));
    },
    touch() {
      const name = present();
      const time = chance.happens(0.5) ? new Date() : new Date(2001, 1, 1 + chance.below(28));
      utimesSync(path(name), time, time);
      return `${name} to ${time.toISOString()}`;
    },
    delete() {
      const name = present();
      // Without it the server shows a page of its own, which has no versions.
      if (name === FALLBACK) return 'nothing';
      rmSync(path(name));
      note(name, undefined);
      return name;
    },
    'create again'() {
      const name = FILES.find((one) => !disk.has(one));
      return name ? save(name, ++versions) : 'nothing';
    },
    'rename away'() {
      const name = present();
      if (name === FALLBACK || away.has(name)) return 'nothing';
      away.set(name, version(name));
      renameSync(path(name), `${path(name)}.away`);
      note(name, undefined);
      return name;
    },
    'rename back'() {
      const [name, old] = away.entries().next().value ?? [];
      if (!name || old === undefined || !existsSync(`${path(name)}.away`)) return 'nothing';
      away.delete(name);
      mkdirSync(dirname(path(name)), { recursive: true });
      renameSync(`${path(name)}.away`, path(name));
      note(name, old);
      return `${name} = ${old}`;
    },
    'rename a folder'() {
      const folder = chance.pick(FOLDERS);
      const inside = [...disk].filter(([name]) => name.startsWith(`${folder}/`));
      if (!inside.length) return 'nothing';
      renameSync(path(folder), path(`${folder}.away`));
      inside.forEach(([name]) => note(name, undefined));
      folderBack = () => {
        renameSync(path(`${folder}.away`), path(folder));
        inside.forEach(([name, old]) => note(name, old));
      };
      return `${folder} away`;
    },
  };

  return {
    disk,
    steps,
    deeds,
    /** Writes everything but the page that comes late. */
    fill() {
      for (const name of [...FILES, BARRIER]) {
        if (name !== 'late.html') save(name, ++versions);
      }
      steps.length = 0;
    },
    /** Undoes the renaming of a folder; nothing else is done in between. */
    bringFolderBack() {
      folderBack?.();
      folderBack = undefined;
    },
    /** Changes what every page shows and returns its version. */
    barrier() {
      save(BARRIER, ++versions);
      return versions;
    },
  };
}
