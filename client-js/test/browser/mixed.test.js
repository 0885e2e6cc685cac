import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until, useBrowser } from './harness.js';
import { GREEN, LINK, background, html } from './pages.js';

/** @param {number} width */
const svg = (width) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"></svg>`;

const BODY = '<p>old</p><img src="a.svg">';
const FILES = {
  'index.html': html(LINK, BODY),
  'a.css': background('red'),
  'a.svg': svg(10),
};

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`several files of one save, in ${engine}`, () => {
    const { open } = useBrowser(engine);

    /**
     * Saves files so that they come as one event.
     *
     * @param {Awaited<ReturnType<typeof open>>} tab
     * @param {Record<string, string>} files
     */
    async function save({ site, page }, files) {
      await page.evaluate(() => window.LiveReload.pause());
      const before = site.shown.length;
      for (const [path, content] of Object.entries(files)) site.write(path, content);
      const all = before + Object.keys(files).length;
      await until(() => site.shown.length >= all, 'held');
      await page.evaluate(() => window.LiveReload.resume());
    }

    test('are patched together, and said to be once', async (t) => {
      const tab = await open(t, FILES);
      await tab.page.evaluate(() => {
        /** @type {string[]} */
        const said = [];
        for (const type of ['before-patch', 'after-patch']) {
          window.LiveReload.on(type, (actions) => {
            const verbs = actions.map((/** @type {any} */ action) => `${action.do} ${action.path}`);
            said.push(`${type}: ${verbs}`);
          });
        }
        Object.assign(window, { said });
      });
      await save(tab, {
        'a.css': background('green'),
        'a.svg': svg(20),
        'index.html': html(LINK, BODY.replace('old', 'new')),
      });
      await tab.shows('body', 'background-color', GREEN);
      const width = () => tab.page.$eval('img', (image) => image.naturalWidth);
      await until(async () => (await width()) === 20, 'image', width);
      assert.equal(await tab.page.$eval('p', (p) => p.textContent), 'new');
      await until(
        () => tab.site.shown.at(-1)?.effect === 'patched',
        'said',
        () => tab.site.shown,
      );
      const actions = 'restyle /a.css,refresh /a.svg,patch /';
      assert.deepEqual(await tab.page.evaluate(() => /** @type {any} */ (window).said), [
        `before-patch: ${actions}`,
        `after-patch: ${actions}`,
      ]);
      assert.ok(await tab.isSame());
    });

    test('are one reload where the document cannot be patched', async (t) => {
      const tab = await open(t, {
        ...FILES,
        'index.html': html(LINK, `${BODY}<script>1</script>`),
      });
      await save(tab, {
        'a.css': background('green'),
        'index.html': html(LINK, `${BODY}<script>2</script>`),
      });
      await tab.reloaded();
      await tab.shows('body', 'background-color', GREEN);
      assert.equal(tab.lines.filter((line) => line.includes('reloading: ')).length, 1);
    });

    test('a document alone takes no more than its own parts', async (t) => {
      const { site, page, isSame } = await open(t, FILES);
      site.write('index.html', html(LINK, BODY.replace('old', 'new')));
      const text = () => page.$eval('p', (p) => p.textContent);
      await until(async () => (await text()) === 'new', 'patched', text);
      await until(() => site.shown.some(({ effect }) => effect === 'patched'), 'said');
      const parts = site.requests.filter((url) => /__livereload.*\.js/.test(url));
      assert.deepEqual([...new Set(parts)].map((url) => url.replace('/__livereload/', '')).sort(), [
        'client.js',
        'html.js',
        'patch.js',
        // By the worker of all tabs.
        'stream.js',
      ]);
      assert.ok(await isSame());
    });

    test('the options have their way with documents, too', async (t) => {
      const always = await open(t, FILES, { tag: 'data-reload="always"' });
      always.site.write('index.html', html(LINK, BODY.replace('old', 'new')));
      await always.reloaded();
      const files = { ...FILES, 'index.html': html(LINK, `${BODY}<script>1</script>`) };
      const never = await open(t, files, { tag: 'data-reload="never"' });
      never.site.write('index.html', html(LINK, `${BODY}<script>2</script>`));
      await until(() => never.site.shown.some(({ effect }) => effect === 'kept'), 'kept');
      const said = () => never.lines.some((line) => line.includes('forbids it'));
      await until(said, 'said', () => never.lines);
      assert.ok(await never.isSame());
    });
  });
}
