import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { bundle } from '../bundle.js';
import { launch } from './browsers.js';
import { startFake } from './fake-server.js';
import { until } from './harness.js';

/** Instead of the client: hands the patcher to the test, which calls it. */
const CALLER = `{
  const tag = document.currentScript;
  import(new URL('html.js', tag.src)).then(({ createDocumentPatcher }) => {
    window.patch = createDocumentPatcher({
      tag,
      src: tag.src,
      load: (name) => import(new URL(name, tag.src)),
      trust: (self.trustedTypes ?? { createPolicy: (_, rules) => rules }).createPolicy('x', {
        createScript: String,
        createScriptURL: String,
      }),
    });
  });
}`;

/** @typedef {{ effect: string, reason?: string, added?: string[] }} Result */

/**
 * @param {import('./browsers.js').Engine} engine
 */
export function usePatcher(engine) {
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  const client = { ...bundle(), 'client.js': Buffer.from(CALLER) };
  before(async () => {
    browser = await launch(engine);
  });
  after(() => browser?.close());
  return {
    /**
     * Opens a page of this HTML; it ends with the test.
     *
     * @param {import('node:test').TestContext} t
     * @param {string} html
     * @param {object} [how]
     * @param {Record<string, string | Buffer>} [how.files] more of the site, content by path
     * @param {Record<string, string>} [how.headers] of the page
     * @param {string} [how.path] of the page
     */
    async open(t, html, { files = {}, headers, path = 'index.html' } = {}) {
      const root = mkdtempSync(join(tmpdir(), 'livereload-'));
      for (const [name, content] of Object.entries({ [path]: html, ...files })) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), content);
      }
      const site = await startFake({ root, client, headers });
      const page = await browser.newPage();
      /** @type {string[]} */
      const lines = [];
      page.on('console', (message) => lines.push(message.text()));
      t.after(async () => {
        await page.close();
        await site.close();
        rmSync(root, { recursive: true });
      });
      await page.goto(site.url + path);
      await until(
        () => page.evaluate(() => 'patch' in window),
        'ready',
        () => lines.join(),
      );
      return {
        site,
        page,
        lines,
        /**
         * Saves the page and patches what is open; a string is new HTML.
         *
         * @param {string} next
         * @returns {Promise<Result>}
         */
        async save(next) {
          site.write(path, next);
          return page.evaluate(runPatch);
        },
      };
    },
  };
}

/** Runs in the page. */
export async function runPatch() {
  const { added, ...result } = await /** @type {any} */ (window).patch();
  return added
    ? { ...result, added: added.map((/** @type {Element} */ e) => e.localName) }
    : result;
}
