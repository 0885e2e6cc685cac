import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { bundle } from '../bundle.js';
import { launch } from './browsers.js';
import { startFake } from './fake-server.js';

/**
 * @typedef {import('./browsers.js').Engine} Engine
 * @typedef {Awaited<ReturnType<typeof startFake>>} Site
 * @typedef {import('puppeteer-core').Page} Page
 */

const client = bundle();

/** How long a page may take for what it shall do, in milliseconds. */
export const DEADLINE = 10_000;

/**
 * Starts the browser before the tests of a suite and ends it after them.
 *
 * @param {Engine} engine
 */
export function useBrowser(engine) {
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch(engine);
  });
  after(() => browser?.close());
  return {
    /**
     * Serves a site of these files and opens its first page; both end with the test.
     *
     * @param {import('node:test').TestContext} t
     * @param {Record<string, string | Buffer>} files content by path
     * @param {{ path?: string, headers?: Record<string, string>, tag?: string }} [how]
     */
    async open(t, files, { path = '', ...setup } = {}) {
      const root = mkdtempSync(join(tmpdir(), 'livereload-'));
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), content);
      }
      const site = await startFake({ root, client, ...setup });
      const tab = await openTab(browser, site.url + path);
      t.after(async () => {
        if (!tab.page.isClosed()) await tab.page.close();
        await site.close();
        rmSync(root, { recursive: true });
      });
      return { site, ...tab };
    },
  };
}

/**
 * Opens a tab, waits until it is connected, and notes what it says and whether it navigates.
 *
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 */
export async function openTab(browser, url) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const lines = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(`error: ${error}`));
  await page.goto(url);
  await until(() => lines.includes('[livereload] connected'), 'connected');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  return {
    page,
    lines,
    /** Whether the page is still the document that was opened. */
    isSame: () => page.evaluate(() => 'sameDocument' in window),
    /** Waits until the page has been reloaded and is connected again. */
    async reloaded() {
      await until(
        () => page.evaluate(() => !('sameDocument' in window) && 'LiveReload' in window),
        'reloaded',
      );
    },
    /** @type {(selector: string, property: string, value: string) => Promise<void>} */
    async shows(selector, property, value) {
      const read = () => style(page, selector, property);
      await until(async () => (await read()) === value, `${property}: ${value}`, read);
    },
  };
}

/**
 * Returns the style that an element has now.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {string} property
 */
export function style(page, selector, property) {
  return page.evaluate(
    (css, name) => {
      const element = document.querySelector(css);
      return element ? getComputedStyle(element).getPropertyValue(name) : '';
    },
    selector,
    property,
  );
}

/**
 * Waits for a fact, and fails with what was there instead.
 *
 * @param {() => unknown} fact
 * @param {string} what
 * @param {() => unknown} [instead]
 * @param {number} [patience] milliseconds
 */
export async function until(fact, what, instead = () => 'not so', patience = DEADLINE) {
  const end = Date.now() + patience;
  while (!(await attempt(fact))) {
    if (Date.now() > end) throw new Error(`${what}: ${await attempt(instead)}`);
    await new Promise((next) => setTimeout(next, 10));
  }
}

/**
 * A page that is just navigating answers no question, nor does an element that is being replaced.
 *
 * @param {() => unknown} question
 */
async function attempt(question) {
  try {
    return await question();
  } catch (error) {
    if (/context|navigat|detached|frame|JavaScript world|does not belong/i.test(`${error}`))
      return false;
    throw error;
  }
}
