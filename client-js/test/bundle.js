import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the client's `package.json`. */
export const CLIENT = join(import.meta.dirname, '..');

/**
 * Bundles the client as the Maven build does.
 *
 * @returns {{ 'client.js': Buffer, 'patch.js': Buffer }}
 */
export function bundle() {
  const flags = ['--bundle', '--minify', '--target=es2020', '--charset=ascii'];
  /** @param {string[]} args */
  const run = (...args) =>
    execFileSync(join(CLIENT, 'node_modules/.bin/esbuild'), [...args, ...flags], { cwd: CLIENT });
  return {
    'client.js': run('src/main.js', '--format=iife'),
    'patch.js': run('src/patch.js', '--format=esm'),
  };
}

/** Reads a file of the repository, by its path from `client-js`. @param {string} path */
export function source(path) {
  return readFileSync(join(CLIENT, path), 'utf8');
}
