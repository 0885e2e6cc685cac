import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until, useBrowser } from './harness.js';
import { gate, html } from './pages.js';

const FETCHES = '<script>fetch("data 1.json").then((answer) => answer.text())</script>';

/** Says of each file what the page was told, and whether it takes care of it. */
const LISTENS = `<script>
  window.told = [];
  addEventListener('livereload:change', (event) => {
    told.push(event.detail.url + ' ' + event.detail.id);
    if (!event.detail.url.includes('other')) event.preventDefault();
  });
</script>`;

/** @param {string} name */
const isLoaded = (name) =>
  performance.getEntriesByType('resource').some((entry) => entry.name.includes(name));

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`data that scripts loaded, in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('the page that takes care of it stays, another one is reloaded', async (t) => {
      const { site, page, lines, isSame, reloaded } = await open(t, {
        'index.html': html(LISTENS + FETCHES + '<script>fetch("other.txt")</script>'),
        'data 1.json': '{}',
        'other.txt': '',
      });
      await until(() => page.evaluate(isLoaded, 'data%201.json'), 'loaded');
      await until(() => page.evaluate(isLoaded, 'other.txt'), 'loaded');
      site.write('data 1.json', '[]');
      const told = () => page.evaluate(() => /** @type {any} */ (window).told?.join());
      await until(async () => (await told()) === '/data%201.json A-1', 'told', told);
      await until(() => site.shown.some(({ effect }) => effect === 'patched'), 'said');
      assert.ok(await isSame());
      site.write('other.txt', '1');
      await reloaded();
      assert.equal(lines.filter((line) => line.includes('reloading: /other.txt')).length, 1);
    });

    test('an image that a script draws is data, unless an element shows it too', async (t) => {
      const { site, page, isSame } = await open(t, {
        'index.html': html(
          LISTENS,
          `<canvas></canvas><script>
            const image = new Image();
            image.onload = () => document.querySelector('canvas').getContext('2d').drawImage(image, 0, 0);
            image.src = 'a.svg';
          </script>`,
        ),
        'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
      });
      await until(() => page.evaluate(isLoaded, 'a.svg'), 'loaded');
      site.write('a.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>');
      const told = () => page.evaluate(() => /** @type {any} */ (window).told?.join());
      await until(async () => (await told()) === '/a.svg A-1', 'told', told);
      assert.ok(await isSame());
    });

    test('with a script that changed, too, the page is not asked', async (t) => {
      const { site, page, reloaded } = await open(t, {
        'index.html': html(
          `${LISTENS}${FETCHES}<script src="a.js"></script>
          <script>addEventListener('pagehide', () => sessionStorage.setItem('told', told))</script>`,
        ),
        'data 1.json': '{}',
        'a.js': '',
      });
      await until(() => page.evaluate(isLoaded, 'data%201.json'), 'loaded');
      site.send('change', { added: [], removed: [], updated: ['/a.js', '/data%201.json'] });
      await reloaded();
      assert.equal(await page.evaluate(() => sessionStorage.getItem('told')), '');
    });

    test('what was on its way when it changed counts as used', async (t) => {
      const { site, page, lines, isSame } = await open(t, {
        'index.html': html(LISTENS),
        'slow.json': '1',
        'never.json': '1',
        'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      });
      const slow = gate();
      site.behave('/slow.json', { until: slow.until, body: '1' });
      await page.evaluate(() => {
        fetch('slow.json').then((answer) => answer.text());
      });
      await until(() => site.requests.includes('/slow.json'), 'asked');
      site.write('slow.json', '2');
      site.write('never.json', '2');
      await until(() => site.shown.some(({ id }) => id === 'A-2'), 'both judged');
      const told = () => page.evaluate(() => /** @type {any} */ (window).told.join());
      assert.equal(await told(), '');
      slow.open();
      await until(async () => (await told()) === '/slow.json A-1', 'told', told);
      // What is loaded afterwards is new anyway.
      await page.evaluate(() => fetch('never.json').then((answer) => answer.text()));
      site.write('a.svg', '');
      await until(() => site.shown.some(({ id }) => id === 'A-3'), 'the next one');
      assert.equal(await told(), '/slow.json A-1', lines.join('\n'));
      assert.ok(await isSame());
    });

    test('so does a sheet, and an image, that is still on its way', async (t) => {
      const { site, page, isSame, shows } = await open(t, {
        'index.html': html(''),
        'a.css': 'p { color: red }',
        'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
      });
      const slow = gate();
      for (const path of ['/a.css', '/a.svg']) site.behave(path, { until: slow.until, body: '' });
      await page.evaluate(() => {
        document.body.append(Object.assign(new Image(), { src: 'a.svg' }));
      });
      await until(() => site.requests.includes('/a.svg'), 'asked for the image');
      await page.evaluate(() => {
        const link = Object.assign(document.createElement('link'), { rel: 'stylesheet' });
        link.href = 'a.css';
        document.head.append(link);
      });
      await until(() => site.requests.includes('/a.css'), 'asked for the sheet');
      for (const path of ['/a.css', '/a.svg']) site.behave(path, {});
      site.write('a.css', 'p { color: green }');
      site.write('a.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>');
      const renamed = () =>
        page.$$eval(
          'img,link',
          (all) => all.filter((each) => each.outerHTML.includes('?livereload=')).length,
        );
      await until(async () => (await renamed()) === 2, 'renamed', renamed);
      // Firefox loads neither while a sheet that applies is on its way.
      slow.open();
      await shows('p', 'color', 'rgb(0, 128, 0)');
      const width = () => page.$eval('img', (image) => image.naturalWidth);
      await until(async () => (await width()) === 20, 'the new image', width);
      assert.ok(await isSame());
    });
  });
}
