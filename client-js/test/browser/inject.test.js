import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browsers.js';
import { startServer } from './dev-server.js';
import { until } from './harness.js';

const CORPUS = fileURLToPath(new URL('../../../src/test/resources/inject', import.meta.url));

/** Without a charset of its own: Chromium guesses one from the bytes, the tag's among them. */
const GUESSED = 'invalid-first.in.html';

const DOCUMENT = /\.(x?html|htm)$/i;

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let tagged;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let untouched;
/** @type {string} */
let site;

before(async () => {
  site = mkdtempSync(join(tmpdir(), 'inject-'));
  for (const name of documents()) copyFileSync(join(CORPUS, name), join(site, name));
  // Else the first document's console tells of a missing one, sooner or later.
  writeFileSync(join(site, 'favicon.ico'), '');
  [browser, tagged, untouched] = await Promise.all([
    launch('chromium'),
    startServer(site),
    startServer('--no-inject', site),
  ]);
});

after(async () => {
  await browser?.close();
  await tagged?.stop();
  await untouched?.stop();
  rmSync(site, { recursive: true });
});

describe('a document that got the tag', () => {
  for (const name of documents().filter((name) => isChanged(name) && name !== GUESSED)) {
    test(name, async (t) => {
      const before = await open(untouched, name);
      t.after(() => before.page.close());
      const expected = await before.seen();
      const { page, lines, seen } = await open(tagged, name);
      t.after(() => page.close());

      assert.deepEqual(await seen(), expected);
      if (isBlocked(name)) return;
      await until(
        () => lines.includes('[livereload] connected'),
        'connected',
        () => lines,
      );
      appendFileSync(join(site, name), '\n');
      // Whether the new document can be told from the old one is another matter.
      await until(
        () => lines.some((line) => /^\[livereload\] (patching|reloading): /.test(line)),
        'heard',
        () => lines,
      );
    });
  }
});

/**
 * Opens a document, and tells what a reader and its own scripts make of it.
 *
 * @param {{ url: string }} server
 * @param {string} name
 */
async function open(server, name) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const lines = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(`error: ${error}`));
  await page.goto(server.url + encodeURIComponent(name), { waitUntil: 'load' });
  return {
    page,
    lines,
    seen: async () => ({
      ...(await page.evaluate(look)),
      said: lines
        .filter((line) => !line.includes('[livereload]'))
        .map((line) => line.replaceAll(server.url, ''))
        .sort(),
    }),
  };
}

function look() {
  const copy = /** @type {Element} */ (document.documentElement.cloneNode(true));
  copy.querySelector('script[data-id]')?.remove();
  return {
    mode: document.compatMode,
    charset: document.characterSet,
    title: document.title,
    // A head that nobody wrote begins with the tag now, so the blanks and comments after it, which
    // the parser drops or puts elsewhere before a head, are in the head.
    html: copy.outerHTML.replace(/<!--[^]*?-->/g, '').replace(/>\s+</g, '><'),
  };
}

/**
 * Whether the terminal said that the client is not allowed to run there.
 *
 * @param {string} name
 */
function isBlocked(name) {
  return tagged.problems.some((line) => line.startsWith(`/${name} does not update itself`));
}

function documents() {
  return readdirSync(CORPUS).filter((name) => name.includes('.in.') && DOCUMENT.test(name));
}

/** @param {string} name */
function isChanged(name) {
  const expected = readFileSync(join(CORPUS, name.replace('.in.', '.out.')));
  return !expected.equals(readFileSync(join(CORPUS, name)));
}
