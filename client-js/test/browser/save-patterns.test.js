import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './browsers.js';
import { startServer } from './dev-server.js';
import { openTab, until } from './harness.js';
import { pageSaves, play, stylesheetSaves } from './saves.js';

/*
 * Every way to save, in a browser: the page ends as if it had just been opened, and navigates no
 * more often than it must. `npm run patterns` plays each 50 times, `REPEATS` is another number.
 */
const REPEATS = Number(process.env.REPEATS ?? 1);

/** How often a page may navigate that was itself saved once. */
const NAVIGATIONS_OF_A_PAGE = { least: 0, most: 1 };

/** A page links to no more stylesheets than this; what a burst makes is for nobody's eyes. */
const LINKS = 30;

const PAGE = 'page.html';

/** The last save of a round: when a page shows it, whatever came before is done. */
const LAST = 'zz-last.css';

/** @typedef {import('puppeteer-core').Page} Page */

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {string} */
let root;
let rounds = 0;

/** @type {AbortController | undefined} */
let listening;
/** What the server has told of. */
let told = '';

before(async () => {
  root = mkdtempSync(join(tmpdir(), 'save-patterns-'));
  [browser, server] = await Promise.all([launch('chromium'), startServer(root)]);
  listening = new AbortController();
  await listen(listening.signal);
});

after(async () => {
  listening?.abort();
  await browser?.close();
  await server?.stop();
  rmSync(root, { recursive: true });
});

for (const save of stylesheetSaves()) {
  test(`stylesheet, ${save.name}`, async () => {
    for (let i = 0; i < REPEATS; i++) {
      const navigations = await round(save, linked);
      assert.equal(navigations, 0, `navigations in round ${i + 1}`);
    }
  });
}

for (const save of pageSaves(PAGE)) {
  const due = save.changes.some((change) => /^(modified|created) page\.html$/.test(change));
  const { least, most } = due ? NAVIGATIONS_OF_A_PAGE : { least: 0, most: 0 };
  test(`page, ${save.name}`, async () => {
    for (let i = 0; i < REPEATS; i++) {
      const navigations = await round(save, () => '<p>blue</p>\n<p>second</p>\n');
      const which = `navigations in round ${i + 1}: ${navigations}`;
      assert.ok(navigations >= least && navigations <= most, which);
    }
  });
}

/**
 * Plays a save in a folder of its own while a tab shows the page there, and compares in the end.
 *
 * @param {import('./saves.js').Save} save
 * @param {(folder: string, changes: string[]) => string} content of the page
 * @returns how often the tab has navigated
 */
async function round(save, content) {
  const name = `r${++rounds}`;
  const folder = join(root, name, 'site');
  fill(folder);
  await play(save, 'setup', folder);
  writeFileSync(join(folder, PAGE), content(folder, save.changes));
  await announced(name, folder);
  const tab = await openTab(browser, `${server.url}${name}/site/${PAGE}`);
  let navigations = 0;
  tab.page.on('framenavigated', (frame) => {
    navigations += frame === tab.page.mainFrame() ? 1 : 0;
  });
  await addLast(tab.page);
  const before = await shown(tab.page);
  const lines = server.lines.length;

  await play(save, 'save', folder);
  if (save.changes.length) await until(() => server.lines.length > lines, 'announced');
  const right = await expected(save, before, tab.page.url());
  await until(
    async () => same(await shown(tab.page), right),
    'shows what is saved',
    async () => JSON.stringify({ shown: await shown(tab.page), right }),
  );
  await addLast(tab.page);
  writeFileSync(join(folder, LAST), ':root { --last: 2 }');
  await until(async () => (await last(tab.page)) === '2', 'shows the last save');

  assert.deepEqual(await shown(tab.page), right);
  await tab.page.close();
  rmSync(join(root, name), { recursive: true });
  return navigations;
}

/**
 * The files that the scripts know.
 *
 * @param {string} folder
 */
function fill(folder) {
  mkdirSync(join(folder, 'sub/deep'), { recursive: true });
  writeFileSync(join(folder, 'a.css'), 'a { color: blue }\n');
  writeFileSync(join(folder, 'b.css'), 'b { color: blue; margin: 1px }\n');
  writeFileSync(join(folder, 'index.html'), '<p>Hello</p>\n');
  writeFileSync(join(folder, 'sub/deep/c.css'), 'c { color: blue }\n');
  writeFileSync(join(folder, LAST), ':root { --last: 1 }');
}

/**
 * A page that uses every stylesheet there is, and by links those that the save changes.
 *
 * @param {string} folder
 * @param {string[]} changes
 */
function linked(folder, changes) {
  const own = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== LAST)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const changed = changes
    .map((change) => change.slice(change.indexOf(' ') + 1))
    .filter((path) => existsSync(join(folder, path)));
  return [...new Set([...own, ...changed])]
    .filter((path) => path.endsWith('.css'))
    .sort()
    .slice(0, LINKS)
    .map((href) => `<link rel="stylesheet" href="${href}">\n`)
    .join('');
}

/**
 * Waits until the server has told of all that was made before the round.
 *
 * @param {string} name
 * @param {string} folder
 */
async function announced(name, folder) {
  const mark = `0-${name}`;
  writeFileSync(join(root, mark), mark);
  await until(() => told.includes(`"/${mark}"`), `${folder} told`);
}

/**
 * Notes what the server tells: a line in the terminal names only the first of many files.
 *
 * @param {AbortSignal} signal
 */
async function listen(signal) {
  const stream = await fetch(`${server.url}__livereload/events`, { signal });
  const text = /** @type {ReadableStream} */ (stream.body).pipeThrough(new TextDecoderStream());
  const note = async () => {
    for await (const piece of /** @type {any} */ (text)) told += piece;
  };
  // Until it is aborted.
  note().catch(() => {});
}

/**
 * What a page that is opened now shows; of what was deleted, a page keeps what it had.
 *
 * @param {import('./saves.js').Save} save
 * @param {Awaited<ReturnType<typeof shown>>} before
 * @param {string} url
 */
async function expected({ changes }, before, url) {
  if (changes.includes(`deleted ${PAGE}`)) return before;
  const page = await browser.newPage();
  await page.goto(url);
  const fresh = await shown(page);
  await page.close();
  for (const path of Object.keys(fresh.sheets)) {
    fresh.sheets[path] ??= before.sheets[path];
  }
  return fresh;
}

/**
 * @param {Awaited<ReturnType<typeof shown>>} one
 * @param {Awaited<ReturnType<typeof shown>>} other
 */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * What a page shows: its text, and the rules of its stylesheets by their paths, or null where there
 * is no such sheet.
 *
 * @param {Page} page
 * @returns {Promise<{ text: string, sheets: Record<string, string | null> }>}
 */
function shown(page) {
  return page.evaluate((ignored) => {
    /** @type {Record<string, string | null>} */
    const sheets = {};
    for (const link of document.querySelectorAll('link')) {
      const path = new URL(link.href).pathname.replace(/^.*?\/site\//, '');
      if (path !== ignored) sheets[path] = rules(link.sheet);
    }
    return { text: document.body.innerText.trim(), sheets };

    /** @param {CSSStyleSheet | null} sheet */
    function rules(sheet) {
      try {
        return sheet && [...sheet.cssRules].map((rule) => rule.cssText).join('\n');
      } catch {
        // Chromium has an object for a sheet that did not load, and refuses to show it.
        return null;
      }
    }
  }, LAST);
}

/**
 * Lets a page use the file that is saved last, wherever a reload has led it.
 *
 * @param {Page} page
 */
async function addLast(page) {
  await page.evaluate((href) => {
    if (document.querySelector(`link[href^="${href}"]`)) return;
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    document.head.append(link);
  }, LAST);
  await until(async () => (await last(page)) !== '', 'uses the last');
}

/** @param {Page} page */
function last(page) {
  return page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--last').trim(),
  );
}
