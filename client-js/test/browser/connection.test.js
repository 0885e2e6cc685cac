import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until, useBrowser } from './harness.js';
import { html } from './pages.js';

const FILES = {
  'index.html': html('<link rel="stylesheet" href="a.css">'),
  'a.css': '',
  'b.html': html(''),
};

/** @param {string[]} lines @param {string} text */
const count = (lines, text) => lines.filter((line) => line.includes(text)).length;

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`the connection in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('a server that was killed is found again at once, with what was missed', async (t) => {
      const { site, lines, isSame, shows } = await open(t, FILES);
      await site.stop();
      await until(() => count(lines, 'lost') === 1, 'lost');
      site.write('a.css', 'body { color: green }');
      await site.start('A');
      await shows('body', 'color', 'rgb(0, 128, 0)');
      assert.equal(count(lines, 'connected'), 2);
      assert.equal(count(lines, 'lost'), 1);
      assert.ok(await isSame());
    });

    test('an outage of any length is one line, and the page waits for its end to reload', async (t) => {
      const { site, lines, isSame, reloaded } = await open(t, FILES);
      await site.stop();
      await new Promise((longer) => setTimeout(longer, 1500));
      assert.ok(await isSame());
      assert.equal(count(lines, '[livereload]'), 2);
      await site.start('B');
      await reloaded();
      await until(
        () => count(lines, 'connected') === 3,
        'connected',
        () => lines,
      );
      assert.equal(count(lines, 'reloading'), 1);
    });

    test('each stream that falls silent is noticed', async (t) => {
      const { site, lines } = await open(t, FILES, { tag: 'data-timeout="5000"' });
      for (const outage of [1, 2]) {
        site.silence();
        await until(() => count(lines, 'lost') === outage, 'lost');
        site.silence(false);
        await until(() => count(lines, 'connected') === outage + 1, 'connected');
      }
    });

    test('a network that holds streams back is polled through', async (t) => {
      const { site, page: tab, lines, isSame, shows } = await open(t, FILES);
      site.silence();
      await tab.goto(`${site.url}b.html`);
      await tab.evaluate(() => {
        window.LiveReload.disconnect();
        // The next page shall connect again.
        sessionStorage.clear();
      });
      await tab.goto(site.url);
      await tab.evaluate(() => Object.assign(window, { sameDocument: true }));
      site.write('a.css', 'body { color: green }');
      await shows('body', 'color', 'rgb(0, 128, 0)');
      site.silence(false);
      site.write('a.css', 'body { color: blue }');
      await shows('body', 'color', 'rgb(0, 0, 255)');
      await until(
        () => site.streams.size === 1,
        'the stream is back',
        () => site.streams.size,
      );
      site.write('a.css', 'body { color: red }');
      await shows('body', 'color', 'rgb(255, 0, 0)');
      assert.equal(count(lines, 'lost'), 0);
      assert.ok(await isSame());
    });

    test('a page that is left closes its stream, and opens it on the way back', async (t) => {
      const { site, page: tab, shows } = await open(t, FILES);
      await tab.goto(`${site.url}b.html`);
      await until(
        () => site.streams.size === 1,
        'closed',
        () => site.streams.size,
      );
      site.write('a.css', 'body { color: green }');
      // Not `goBack`, which waits for a load that a page from the cache does not have.
      await tab.evaluate(() => history.back());
      await shows('body', 'color', 'rgb(0, 128, 0)');
      await until(
        () => site.streams.size === 1,
        'one stream',
        () => site.streams.size,
      );
    });

    test('a page can disconnect, and come back without having missed anything', async (t) => {
      const { site, page: tab, lines, shows } = await open(t, FILES);
      await tab.evaluate(() => window.LiveReload.disconnect());
      await until(() => site.streams.size === 0, 'closed');
      site.write('a.css', 'body { color: green }');
      await tab.evaluate(() => window.LiveReload.connect());
      await shows('body', 'color', 'rgb(0, 128, 0)');
      assert.equal(count(lines, 'lost'), 0);
    });
  });
}
