import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browsers.js';
import { startServer } from './dev-server.js';
import { openTab, until } from './harness.js';

const SAMPLE_SITE = fileURLToPath(new URL('../../../sample-site', import.meta.url));

/** What a save does to every page of the site. */
const EVERY_PAGE = {
  'css/site.css': 'restyle',
  'css/theme.css': 'restyle',
  'css/colours.css': 'restyle',
  'css/layout.css': 'restyle',
  'img/ripples.svg': 'restyle',
  'favicon.svg': 'refresh',
};

/**
 * What a save does to one page besides; to files that are not named, nothing.
 *
 * @type {Record<string, Record<string, string>>}
 */
const PAGES = {
  '': {
    'index.html': 'patch',
    'js/today.js': 'reload',
    'js/curve.js': 'reload',
    'data/tides.json': 'reload',
    'img/chart.svg': 'refresh',
    'img/flats.png': 'refresh',
    'img/flats-night.png': 'refresh',
  },
  'guide/': {
    'guide/guide.css': 'restyle',
    'guide/index.html': 'patch',
    'js/filter.js': 'reload',
    'img/sprite.svg': 'refresh',
  },
  'guide/mud%20walk.html': {
    'guide/guide.css': 'restyle',
    'guide/mud walk.html': 'patch',
    'img/chart.svg': 'refresh',
  },
  'log.html': { 'log.html': 'patch', 'js/log.js': 'reload', 'img/chart.svg': 'refresh' },
  'signals.html': {
    'signals.html': 'patch',
    'js/signals.js': 'reload',
    'img/sprite.svg': 'refresh',
  },
  'embed.html': { 'embed.html': 'patch' },
  'no-such-page': { '404.html': 'patch' },
};

/**
 * How editors save.
 *
 * @type {Record<string, (file: string, content: Buffer) => void>}
 */
const PATTERNS = {
  'in place': (file, content) => writeFileSync(file, content),
  'temporary file and rename': (file, content) => {
    writeFileSync(`${file}.tmp~`, content);
    renameSync(`${file}.tmp~`, file);
  },
  'truncate, then write': (file, content) => {
    const open = openSync(file, 'w');
    writeSync(open, content);
    closeSync(open);
  },
};

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {string} */
let site;
let saves = 0;

before(async () => {
  site = mkdtempSync(join(tmpdir(), 'sample-site-'));
  cpSync(SAMPLE_SITE, site, { recursive: true });
  [browser, server] = await Promise.all([launch('chromium'), startServer(site)]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(site, { recursive: true });
});

for (const [path, own] of Object.entries(PAGES)) {
  describe(`/${path}`, () => {
    /** @type {Record<string, string>} */
    const effects = { ...EVERY_PAGE, ...own };
    for (const file of files(SAMPLE_SITE)) {
      for (const pattern of patternsFor(file, effects)) {
        test(`${file}, ${pattern}: ${effects[file] ?? 'nothing'}`, async (t) => {
          const tab = await openTab(browser, server.url + path);
          t.after(() => tab.page.close());
          let navigations = 0;
          tab.page.on('framenavigated', (frame) => {
            navigations += frame === tab.page.mainFrame() ? 1 : 0;
          });

          const mark = save(file, PATTERNS[pattern]);
          if (effects[file] === 'restyle') await isRestyled(tab.page, file, mark);
          if (effects[file] === 'refresh') await becomes(tab.page, file, namesAnew, base(file));
          if (effects[file] === 'patch')
            await becomes(tab.page, file, contains, `<!-- ${mark} -->`);
          if (effects[file] === 'reload') await tab.reloaded();
          // Events come in order: when this one has shown, whatever the first did is done.
          await isRestyled(tab.page, 'css/site.css', save('css/site.css', PATTERNS['in place']));

          assert.equal(navigations, effects[file] === 'reload' ? 1 : 0);
        });
      }
    }
  });
}

/**
 * A file that a page uses is saved in every way; of the others one is enough.
 *
 * @param {string} file
 * @param {Record<string, string>} effects
 */
function patternsFor(file, effects) {
  return file in effects ? Object.keys(PATTERNS) : ['in place'];
}

/**
 * Saves a file with an addition that does no harm.
 *
 * @param {string} file
 * @param {(file: string, content: Buffer) => void} pattern
 * @returns what a style sheet now says of itself
 */
function save(file, pattern) {
  const mark = String(++saves);
  const path = join(site, file);
  let old = readFileSync(path);
  const type = file.slice(file.lastIndexOf('.') + 1);
  /** @type {Record<string, string>} */
  const additions = {
    css: `\n:root { --saved-${name(file)}: ${mark}; }`,
    html: `<!-- ${mark} -->\n</body>\n</html>\n`,
    svg: `<!-- ${mark} -->\n`,
    js: `// ${mark}\n`,
  };
  if (type === 'html') old = old.subarray(0, old.lastIndexOf('</body>'));
  pattern(path, Buffer.concat([old, Buffer.from(additions[type] ?? '\n')]));
  return mark;
}

/**
 * Waits until a page shows the sheet, or the image of a sheet, that was saved last.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} file
 * @param {string} mark
 */
async function isRestyled(page, file, mark) {
  const shows = file.endsWith('.css')
    ? () => page.evaluate(saved, `--saved-${name(file)}`)
    : () => page.evaluate(loadedAnew, file).then((anew) => (anew ? mark : ''));
  await until(async () => (await shows()) === mark, `${file} restyles`, shows);
}

/**
 * Waits until a fact about a page is so.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} file
 * @param {(text: string) => boolean} fact evaluated in the page
 * @param {string} text
 */
async function becomes(page, file, fact, text) {
  await until(() => page.evaluate(fact, text), `${file} shows`);
}

/** @param {string} comment */
function contains(comment) {
  return document.documentElement.outerHTML.includes(comment);
}

/** @param {string} file its last name */
function namesAnew(file) {
  return [...document.querySelectorAll('*')].some((element) =>
    [...element.attributes].some(({ value }) => value.includes(`${file}?livereload=`)),
  );
}

/** @param {string} file */
function base(file) {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** @param {string} property */
function saved(property) {
  return getComputedStyle(document.documentElement).getPropertyValue(property);
}

/** @param {string} file */
function loadedAnew(file) {
  return performance
    .getEntriesByType('resource')
    .some(({ name: url }) => url.includes(`${file}?livereload=`));
}

/** @param {string} file */
function name(file) {
  return file.replace(/\W/g, '-');
}

/** @param {string} folder */
function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
