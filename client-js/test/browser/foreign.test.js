import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './browsers.js';
import { startServer } from './dev-server.js';
import { openTab, until } from './harness.js';
import { BACKGROUND, GREEN, RED, background } from './pages.js';
import { BAIT, NOTHING, startBackend, steal } from './stranger.js';

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`a page of another origin in ${engine}`, () => {
    /** @type {import('puppeteer-core').Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof startServer>>} */
    let server;
    /** @type {string} the tag that was printed */
    let tag;
    /** @type {string} */
    let site;

    before(async () => {
      site = mkdtempSync(join(tmpdir(), 'foreign-'));
      write('index.html', '<!doctype html><title>SECRET</title>');
      [browser, server] = await Promise.all([launch(engine), startServer(site)]);
      await until(() => server.problems.length > 0, 'the tag');
      tag = /** @type {string[]} */ (server.problems[0].match(/<script.*/))[0];
    });

    after(async () => {
      await browser?.close();
      await server?.stop();
      rmSync(site, { recursive: true });
    });

    /** @param {string} name @param {string} content */
    function write(name, content) {
      mkdirSync(join(site, name, '..'), { recursive: true });
      writeFileSync(join(site, name), content);
    }

    /** @param {string} path */
    function read(path) {
      const file = join(site, path);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    }

    /** @param {string} folder @param {string} body */
    function writePage(folder, body) {
      const head = `<title>t</title>${tag}<link rel="stylesheet" href="a.css">`;
      write(`${folder}/index.html`, `<!doctype html><head>${head}</head><p>${body}`);
    }

    /** @param {import('puppeteer-core').Page} page */
    const text = (page) => page.evaluate(() => document.querySelector('p')?.textContent);

    /** @param {import('node:test').TestContext} t @param {string} folder @param {string} url */
    async function editAndSee(t, folder, url) {
      write(`${folder}/a.css`, background(GREEN));
      writePage(folder, 'old');
      // Such a page says nothing of what it shows already, so that news of that would reload it.
      await until(
        () => server.lines.some((line) => line.includes(`${folder}/index.html`)),
        'announced',
        () => server.lines.join('\n'),
      );
      const tab = await openTab(browser, url);
      t.after(() => tab.page.close());
      await tab.shows('body', BACKGROUND, GREEN);

      write(`${folder}/a.css`, background(RED));
      await tab.shows('body', BACKGROUND, RED);
      assert.ok(await tab.isSame(), tab.lines.join('\n'));

      writePage(folder, 'new');
      await until(
        async () => (await text(tab.page)) === 'new',
        'the new text',
        () => tab.lines.join('\n'),
      );
      return tab;
    }

    test('of a backend on another port follows each edit', async (t) => {
      const backend = await startBackend((path) => read(path));
      t.after(backend.stop);
      await editAndSee(t, 'backend', `${backend.url}backend/index.html`);
    });

    test('that was opened as a file follows each edit', async (t) => {
      const url = pathToFileURL(join(site, 'file', 'index.html')).href;
      const tab = await editAndSee(t, 'file', url);
      await until(() => tab.lines.filter((line) => /connected/.test(line)).length > 1, 'again');
      await tab.page.evaluate(() => Object.assign(window, { sameDocument: true }));

      // What the server keeps from pages of others is asked for once a change, not with each.
      await tab.page.evaluate((href) => {
        const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
        document.head.append(link);
        return new Promise((done) => (link.onload = link.onerror = done));
      }, `${server.url}style.css`);
      write('style.css', background(RED));
      const failed = () => tab.lines.filter((line) => line.includes('/style.css did not')).length;
      await until(
        () => failed() === 1,
        'refused',
        () => tab.lines.join('\n'),
      );

      // Another file of the same name, then one that shows that the first has been heard.
      write('index.html', '<!doctype html><title>SECRET</title>2');
      write('file/a.css', background(GREEN));
      await tab.shows('body', BACKGROUND, GREEN);
      assert.equal(failed(), 1);
      assert.ok(await tab.isSame(), tab.lines.join('\n'));
    });

    test('that was opened as a file outside of the site is no page of it', async (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'outside-'));
      t.after(() => rmSync(folder, { recursive: true }));
      const verbose = tag.replace('<script', '<script data-log="verbose"');
      writeFileSync(join(folder, 'index.html'), `<!doctype html>${verbose}<p>a`);
      const tab = await openTab(browser, pathToFileURL(join(folder, 'index.html')).href);
      t.after(() => tab.page.close());
      write('index.html', '<!doctype html><title>SECRET</title>3');
      await until(
        () => tab.lines.some((line) => line.includes('nothing that this page uses')),
        'heard',
        () => tab.lines.join('\n'),
      );
      assert.ok(await tab.isSame());
    });

    test('reads, runs and shows nothing without the key', async (t) => {
      for (const [name, content] of Object.entries(BAIT)) write(name, content);
      const stranger = await startBackend(() => '<!doctype html><title>stranger</title>');
      t.after(stranger.stop);
      const page = await browser.newPage();
      t.after(() => page.close());

      // Of another port, which is the same site to a browser, and of another site.
      for (const host of ['localhost', '127.0.0.1']) {
        await page.goto(stranger.url.replace('localhost', host));
        assert.deepEqual(await page.evaluate(steal, server.url), NOTHING);
      }
      await page.goto(server.url);
      assert.equal(await page.evaluate(() => fetch('/app.js').then(({ status }) => status)), 200);
    });
  });
}
