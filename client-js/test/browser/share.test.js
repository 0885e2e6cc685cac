import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTab, until, useBrowser } from './harness.js';
import { html } from './pages.js';

const FILES = {
  'index.html': html('<link rel="stylesheet" href="a.css">'),
  'frames.html': html('', '<iframe src="/"></iframe><iframe src="/"></iframe>'),
  'a.css': '',
};
const GREEN = 'body { color: green }';
const SHOWN = 'rgb(0, 128, 0)';

/**
 * How tabs share, and what makes them share in that way.
 *
 * @type {Record<string, Record<string, string>>}
 */
const WAYS = {
  worker: {},
  leader: { 'Content-Security-Policy': "default-src 'self'; worker-src 'none'" },
};

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  for (const [way, headers] of Object.entries(WAYS)) {
    describe(`tabs that share by a ${way} in ${engine}`, () => {
      const { open } = useBrowser(engine);

      test('have one stream, and all are up to date', async (t) => {
        const { site, page } = await open(t, FILES, { headers });
        const tabs = [];
        // More than the six connections that a browser opens to one host.
        const count = engine === 'chromium' && way === 'worker' ? 30 : 8;
        for (let i = 0; i < count; i++) tabs.push(await openTab(page.browser(), site.url));
        assert.equal(site.streams.size, 1);
        // The worker loads what keeps the stream once, for all of them.
        const loaded = site.requests.filter((url) => url.endsWith('/stream.js')).length;
        assert.equal(loaded, way === 'worker' ? 1 : count + 1);
        site.write('a.css', GREEN);
        for (const tab of tabs) {
          await tab.page.bringToFront();
          await tab.shows('body', 'color', SHOWN);
        }
        assert.equal(site.streams.size, 1);
        for (const tab of tabs) await tab.page.close();
      });

      test('frames too', async (t) => {
        const { site, page } = await open(t, FILES, { headers, path: 'frames.html' });
        const colours = () =>
          page.evaluate(() =>
            [0, 1].map((i) => getComputedStyle(frames[i].document.body).color).join(' '),
          );
        await until(() => page.evaluate(() => 'LiveReload' in frames[1]), 'started');
        site.write('a.css', GREEN);
        await until(async () => (await colours()) === `${SHOWN} ${SHOWN}`, 'restyled', colours);
        assert.equal(site.streams.size, 1);
      });

      test('the one that has the stream can go, and the last one frees it', async (t) => {
        const { site, page, shows } = await open(t, FILES, { headers });
        const second = await openTab(page.browser(), site.url);
        await page.goto('about:blank');
        await until(
          () => site.streams.size === 1,
          'one stream',
          () => site.streams.size,
        );
        site.write('a.css', GREEN);
        await second.shows('body', 'color', SHOWN);
        assert.ok(await second.isSame());
        await page.goto(site.url);
        await second.page.close();
        await page.bringToFront();
        site.write('a.css', 'body { color: red }');
        await shows('body', 'color', 'rgb(255, 0, 0)');
        assert.equal(site.streams.size, 1);
        // Not by leaving it: a worker sleeps, with its stream, while pages are kept for "back".
        await page.close();
        await until(
          () => site.streams.size === 0,
          'no stream',
          () => site.streams.size,
        );
      });

      test('an outage is one line in each, and none misses anything', async (t) => {
        const { site, page, lines, shows } = await open(t, FILES, { headers });
        const second = await openTab(page.browser(), site.url);
        await site.stop();
        const lost = (/** @type {string[]} */ all) => all.filter((l) => l.includes('lost')).length;
        await until(() => lost(lines) === 1 && lost(second.lines) === 1, 'lost');
        site.write('a.css', GREEN);
        await site.start('A');
        await second.shows('body', 'color', SHOWN);
        await page.bringToFront();
        await shows('body', 'color', SHOWN);
        assert.deepEqual([lost(lines), lost(second.lines)], [1, 1]);
        await second.page.close();
      });

      test('a tab that was served long ago catches up, without a word to the others', async (t) => {
        const old = html(
          '<script async src="/__livereload/client.js" data-id="A-0" data-page="/old.html"></script>' +
            '<link rel="stylesheet" href="a.css">',
        );
        const { site, page, lines } = await open(t, { ...FILES, 'old.html': old }, { headers });
        site.write('b.css', '');
        site.write('a.css', GREEN);
        await until(() => lines.some((line) => line.includes('restyling')), 'restyled');
        await page.goto(`${site.url}404`);
        await until(() => site.streams.size === 1, 'the stream of a page served now');
        const before = lines.length;
        const late = await openTab(page.browser(), `${site.url}old.html`);
        await until(() => late.lines.some((line) => line.includes('restyling')), 'caught up');
        await until(
          () => site.streams.size === 1,
          'one stream again',
          () => site.streams.size,
        );
        assert.ok(!lines.slice(before).some((line) => line.includes('restyling')));
        site.write('a.css', 'body { color: red }');
        await late.shows('body', 'color', 'rgb(255, 0, 0)');
        await late.page.close();
      });
    });
  }

  describe(`tabs that have a stream each in ${engine}`, () => {
    const { open } = useBrowser(engine);
    const headers = { 'Content-Security-Policy': "worker-src 'none'" };
    const noLocks =
      "<script>Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })</script>";
    // Before the head, so that it runs before the tag that the server puts there.
    const page = FILES['index.html'].replace('<html>', `$&${noLocks}`);
    const files = { ...FILES, 'index.html': page };

    test('are up to date, and free it when they are closed', async (t) => {
      const first = await open(t, files, { headers });
      const { site } = first;
      const second = await openTab(first.page.browser(), site.url);
      assert.equal(site.streams.size, 2);
      site.write('a.css', GREEN);
      await second.shows('body', 'color', SHOWN);
      await first.page.bringToFront();
      await first.shows('body', 'color', SHOWN);
      assert.ok((await first.isSame()) && (await second.isSame()));
      await second.page.close();
      await until(
        () => site.streams.size === 1,
        'one stream',
        () => site.streams.size,
      );
    });

    test('catch up after an outage, which is one line in each', async (t) => {
      const first = await open(t, files, { headers });
      const { site } = first;
      const second = await openTab(first.page.browser(), site.url);
      await site.stop();
      const lost = (/** @type {string[]} */ all) => all.filter((l) => l.includes('lost')).length;
      await until(() => lost(first.lines) === 1 && lost(second.lines) === 1, 'lost');
      site.write('a.css', GREEN);
      await site.start('A');
      await second.shows('body', 'color', SHOWN);
      await first.page.bringToFront();
      await first.shows('body', 'color', SHOWN);
      assert.equal(site.streams.size, 2);
      assert.deepEqual([lost(first.lines), lost(second.lines)], [1, 1]);
      await second.page.close();
    });

    test('try again where the server has gone before it sent all of the client', async (t) => {
      const { site, page } = await open(t, files, { headers });
      site.behave('/__livereload/stream.js', { status: 503 });
      const tab = openTab(page.browser(), site.url);
      const tries = () => site.requests.filter((url) => url.includes('/stream.js')).length;
      await until(() => tries() > 1, 'tried', tries);
      site.behave('/__livereload/stream.js', {});
      site.write('a.css', GREEN);
      await (await tab).shows('body', 'color', SHOWN);
      await (await tab).page.close();
    });

    test('are those of an origin that is not secure, too', async (t) => {
      const { site, page: secure } = await open(t, FILES, { headers });
      // Leads to this machine too, but no browser trusts it as it does localhost.
      const insecure = site.url.replace('localhost', '[::ffff:127.0.0.1]');
      const tabs = [];
      for (let i = 0; i < 2; i++) tabs.push(await openTab(secure.browser(), insecure));
      assert.equal(await tabs[0].page.evaluate(() => isSecureContext), false);
      assert.equal(site.streams.size, 3);
      site.write('a.css', GREEN);
      for (const tab of tabs) {
        await tab.page.bringToFront();
        await tab.shows('body', 'color', SHOWN);
        await tab.page.close();
      }
    });
  });

  describe(`a tab alone in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('that is hidden is brought up to date when it is shown', async (t) => {
      const { site, page, lines, shows } = await open(t, FILES);
      const show = (/** @type {boolean} */ visible) =>
        page.evaluate((hidden) => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }, !visible);
      await show(false);
      await page.evaluate(() => {
        let heard = 0;
        window.LiveReload.on('change', () => Object.assign(window, { heard: ++heard }));
      });
      site.write('a.css', 'body { color: red }');
      site.write('a.css', GREEN);
      await until(async () => (await page.evaluate('window.heard')) === 2, 'heard of both');
      assert.ok(!lines.some((line) => line.includes('restyling')));
      await show(true);
      await shows('body', 'color', SHOWN);
    });

    test('comes from the back/forward cache, and has not missed anything', async (t) => {
      const { site, page, shows } = await open(t, FILES);
      await page.goto(`${site.url}frames.html`);
      site.write('a.css', GREEN);
      await page.evaluate(() => history.back());
      await shows('body', 'color', SHOWN);
      assert.ok(await page.evaluate(() => 'sameDocument' in window), 'from the cache');
    });
  });
}

for (const [way, headers] of Object.entries(WAYS)) {
  describe(`tabs that share by a ${way}`, () => {
    const { open } = useBrowser('chromium');

    test('go on when the process of the first one crashes, and miss nothing', async (t) => {
      const { site, page } = await open(t, FILES, { headers });
      const tabs = [];
      for (let i = 0; i < 2; i++) tabs.push(await openTab(page.browser(), site.url));
      const crashed = new Promise((resolve) => page.once('error', resolve));
      const devtools = await page.createCDPSession();
      // It is never answered.
      devtools.send('Page.crash').catch(() => {});
      await crashed;
      site.write('a.css', GREEN);
      for (const tab of tabs) {
        await tab.page.bringToFront();
        await tab.shows('body', 'color', SHOWN);
        assert.ok(await tab.isSame());
      }
      await until(
        () => site.streams.size === 1,
        'one stream',
        () => site.streams.size,
      );
      for (const tab of tabs) await tab.page.close();
    });
  });
}
