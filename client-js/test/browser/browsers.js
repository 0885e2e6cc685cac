import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer-core';

/** @typedef {'chromium' | 'firefox'} Engine */

/** @type {Record<Engine, string[]>} */
const NAMES = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
};

/**
 * Starts a browser without a window.
 *
 * @param {Engine} engine
 * @param {...string} more arguments of its command line
 */
export function launch(engine, ...more) {
  const executablePath = find(engine);
  if (engine === 'firefox') {
    return puppeteer.launch({ browser: 'firefox', executablePath, args: more });
  }
  const args = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  args.push(...more);
  // Chromium's sandbox refuses to run as root, as in a container.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return puppeteer.launch({ executablePath, args });
}

/** @param {Engine} engine */
function find(engine) {
  const variable = engine.toUpperCase();
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = process.env[variable]
    ? [process.env[variable]]
    : NAMES[engine].flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find(isExecutable);
  if (!found) {
    throw new Error(
      `No ${engine} found (looked for ${process.env[variable] ?? NAMES[engine].join(', ')}). ` +
        `Install it, for instance with "apt-get install ${NAMES[engine][0]}", ` +
        `or name it: ${variable}=/path/to/it.`,
    );
  }
  return found;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
