import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of the client's `package.json`. */
export const CLIENT = join(import.meta.dirname, '..');

/** What client.js loads, each part when it is first needed. */
const PARTS = [
  'stream',
  'patch',
  'decide',
  'html=src/patch-html.js',
  'mend',
  'own',
  'assets',
  'reload',
  'overlay',
  'origins',
  'explain',
];

/**
 * Bundles the client as the Maven build does.
 *
 * @returns {Record<string, Buffer>} by the name of the file
 */
export function bundle() {
  const out = mkdtempSync(join(tmpdir(), 'livereload-client-'));
  const flags = ['--bundle', '--minify', '--target=es2021', '--charset=ascii'];
  // The one thing that is newer; a browser without it has no such sheets.
  flags.push('--supported:import-attributes=true', '--log-level=warning', `--outdir=${out}`);
  /** @param {string[]} args */
  const run = (...args) =>
    execFileSync(join(CLIENT, 'node_modules/.bin/esbuild'), [...args, ...flags], { cwd: CLIENT });
  run('client=src/main.js', '--format=iife');
  run(...PARTS.map((part) => (part.includes('=') ? part : `src/${part}.js`)), '--format=esm');
  const bundles = readdirSync(out).map((name) => [name, readFileSync(join(out, name))]);
  rmSync(out, { recursive: true });
  return Object.fromEntries(bundles);
}

/** Reads a file of the repository, by its path from `client-js`. @param {string} path */
export function source(path) {
  return readFileSync(join(CLIENT, path), 'utf8');
}
