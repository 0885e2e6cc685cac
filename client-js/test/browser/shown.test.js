import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTab, until, useBrowser } from './harness.js';
import { GREEN, LINK, background, html } from './pages.js';

const FILES = {
  'about us.html': html(`${LINK}<script src="a.js"></script>`, '<img src="a.svg">'),
  'a.css': background('red'),
  'a.js': '',
  'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
};
const PATH = { path: 'about%20us.html' };

/**
 * Waits until a tab has said so much.
 *
 * @param {import('./harness.js').Site} site
 * @param {...string} expected `effect id reason`
 */
async function says(site, ...expected) {
  const said = () =>
    site.shown.map(({ effect, id, reason }) => `${effect} ${id} ${reason}`.trim()).join('\n');
  await until(() => said() === expected.join('\n'), expected.join('\n'), said);
}

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`what a tab says it shows, in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('each event is answered by what became of it, when it can be seen', async (t) => {
      const { site, page, shows, reloaded } = await open(t, FILES, PATH);
      await says(site, 'connected A-0');
      site.write('other.txt', '');
      site.write('a.css', background('green'));
      await shows('body', 'background-color', GREEN);
      const restyled = 'restyled A-2 /a.css changed';
      await says(site, 'connected A-0', 'nothing A-1', restyled);
      const { tab, page: path, time } = site.shown[2];
      assert.equal(path, '/about%20us.html');
      assert.ok(time > 0 && time < 10_000 && Number.isInteger(time), `${time}`);
      assert.ok(site.shown.every((each) => each.tab === tab));
      site.write('a.svg', FILES['a.svg'].replace('/>', ' width="1"/>'));
      const before = ['connected A-0', 'nothing A-1', restyled, 'patched A-3 /a.svg changed (img)'];
      await says(site, ...before);
      site.remove('a.css');
      const kept = 'kept A-4 /a.css was deleted; the page keeps what it has';
      await says(site, ...before, kept);
      site.write('a.js', '1');
      await reloaded();
      const after = ['closed A-4', 'reloaded A-5 /a.js changed (script)'];
      await says(site, ...before, kept, ...after);
      assert.notEqual(site.shown[6].tab, tab);
      assert.ok(site.shown[6].time > 0 && site.shown[6].time < 60_000, `${site.shown[6].time}`);
      await page.close();
      await says(site, ...before, kept, ...after, 'closed A-5');
    });

    test('what waits is said to wait', async (t) => {
      const { site, page, shows } = await open(t, FILES, PATH);
      await page.evaluate(() => window.LiveReload.pause());
      site.write('a.css', background('green'));
      await says(site, 'connected A-0', 'held A-0 paused');
      await page.evaluate(() => window.LiveReload.resume());
      await shows('body', 'background-color', GREEN);
      await says(site, 'connected A-0', 'held A-0 paused', 'restyled A-1 /a.css changed');
    });

    test('a page that brings the tag itself says what it was reloaded for', async (t) => {
      const own = (/** @type {string} */ text) =>
        `<script src="/__livereload/client.js"></script><script>"${text}"</script>`;
      const { site, reloaded } = await open(t, { 'index.html': own('a') });
      site.write('index.html', own('b'));
      await reloaded();
      const reason = 'reloaded A-1 <script> changed';
      await says(site, 'connected A-0', 'closed A-0', reason);
    });

    test('a tab that is switched off stays so until it is switched on', async (t) => {
      const { site, page, lines, shows } = await open(t, FILES, PATH);
      await page.evaluate(() => window.LiveReload.disconnect());
      await until(() => site.streams.size === 0, 'closed');
      await page.reload();
      await until(() => lines.some((line) => line.includes('off until')), 'said');
      site.write('a.css', background('green'));
      const { page: other } = await openTab(page.browser(), site.url + PATH.path);
      await other.close();
      assert.equal(lines.filter((line) => line.includes('connected')).length, 1);
      await page.evaluate(() => window.LiveReload.connect());
      await until(() => lines.filter((line) => line.includes('connected')).length === 2, 'on');
      await shows('body', 'background-color', GREEN);
      await page.reload();
      await until(() => lines.filter((line) => line.includes('connected')).length === 3, 'still');
    });

    test('what a policy forbids is named, once', async (t) => {
      const [client, stream] = ['client', 'stream'].map(
        (name) => `http://localhost:*/__livereload/${name}.js`,
      );
      const policy = `default-src 'self'; connect-src 'none'; script-src ${client} ${stream}`;
      const { site, lines, isSame } = await open(
        t,
        { 'index.html': html(LINK), 'a.css': '' },
        { headers: { 'Content-Security-Policy': policy } },
      );
      const forbidden = () => lines.filter((line) => line.includes('] forbidden by '));
      for (const color of ['red', 'green']) {
        site.write('a.css', background(color));
        const tries = color === 'red' ? 1 : 2;
        await until(
          () => lines.filter((line) => line.includes('cannot load')).length === tries,
          'tried',
          () => lines,
        );
      }
      const expected = [
        "[livereload] forbidden by connect-src of this page's policy: " +
          `${site.url}__livereload/shown`,
        "[livereload] forbidden by script-src-elem of this page's policy: " +
          `${site.url}__livereload/patch.js`,
      ];
      await until(() => `${forbidden().sort()}` === `${expected}`, `${expected}`, forbidden);
      assert.ok(await isSame());
    });
  });
}
