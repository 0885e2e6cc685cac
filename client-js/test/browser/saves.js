import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The ways to save that the Java tests play, too; its README says what is in a script. */
const FOLDER = fileURLToPath(new URL('../../../src/test/resources/saves', import.meta.url));
const EXPECTED = /^#2?> (.*)$/m;

/** Of 20 MB, which no browser shows as a page before a test loses its patience. */
const TOO_LARGE = 'in-place-large';

/**
 * One way to save.
 *
 * @typedef {{ name: string, changes: string[], path: string, renamed: [string, string][] }} Save
 */

/** @returns {Save[]} what happens to stylesheets and what lies beside them */
export function stylesheetSaves() {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sh'))
    .sort()
    .map((name) => {
      const path = join(FOLDER, name);
      const changes = EXPECTED.exec(readFileSync(path, 'utf8'))?.[1].split(', ') ?? [];
      return { name: name.slice(0, -3), changes, path, renamed: [] };
    });
}

/**
 * Returns the saves of one file, played with a page in its place.
 *
 * @param {string} page
 * @returns {Save[]}
 */
export function pageSaves(page) {
  const small = stylesheetSaves().filter(({ name }) => name !== TOO_LARGE);
  const saves = small.filter(({ path, changes }) =>
    changes.length
      ? changes.every((change) => / (A\.css|a\.css|z\.css|index\.html)$/.test(change))
      : /\ba\.css/.test(readFileSync(path, 'utf8')),
  );
  return saves.map((save) => ({
    ...save,
    changes: save.changes.map((change) => change.replace(/\ba\.css|index\.html/, page)),
    renamed: [
      ['a.css', page],
      ['index.html', page],
    ],
  }));
}

/**
 * Plays one part of a script in a folder, to its end.
 *
 * @param {Save} save
 * @param {'setup' | 'save'} part
 * @param {string} folder
 */
export async function play({ path, renamed }, part, folder) {
  const text = renamed.reduce(
    (script, [from, to]) => script.replaceAll(from, to),
    readFileSync(path, 'utf8'),
  );
  const script = `setup() { :; }\n${text}\nset -e\n${part}`;
  await promisify(execFile)('bash', ['-c', script], { cwd: folder });
}
