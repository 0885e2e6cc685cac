import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { launch } from '../browser/browsers.js';
import { until } from '../browser/harness.js';
import { atOnce, useSite } from './site.js';

const PROTOCOL = fileURLToPath(new URL('../../../docs/protocol.md', import.meta.url));

// As https://esbuild.github.io/api/#live-reload has it, but for the path.
const ESBUILD = `<!doctype html><title>t</title><link rel="stylesheet" href="esbuild.css"><script>
new EventSource('/__livereload/events').addEventListener('change', e => {
  const { added, removed, updated } = JSON.parse(e.data)

  if (!added.length && !removed.length && updated.length === 1) {
    for (const link of document.getElementsByTagName("link")) {
      const url = new URL(link.href)

      if (url.host === location.host && url.pathname === updated[0]) {
        const next = link.cloneNode()
        next.href = updated[0] + '?' + Math.random().toString(36).slice(2)
        next.onload = () => link.remove()
        link.parentNode.insertBefore(next, link.nextSibling)
        return
      }
    }
  }

  location.reload()
})
</script>`;

/** @type {import('puppeteer-core').Browser} */
let browser;
const site = useSite(undefined, '--no-inject');

before(async () => {
  browser = await launch('chromium');
});
after(() => browser?.close());

/**
 * Opens a page of the site, and waits until it listens.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} path
 */
async function listen(t, path) {
  const page = await browser.newPage();
  let loads = 0;
  page.on('load', () => loads++);
  t.after(() => page.close());
  const readers = async () => (await site.status()).readers;
  // The page of the test before has been closed, which the server may not have heard of.
  await until(async () => (await readers()) === 0, 'nobody listens');
  await page.goto(site.url + path);
  await until(async () => (await readers()) > 0, 'listens');
  return { page, loads: () => loads };
}

test('the snippet of esbuild swaps a sheet, and reloads for anything else', async (t) => {
  site.save('esbuild.css', 'body { margin: 1px }');
  site.save('esbuild.html', ESBUILD);
  const { page, loads } = await listen(t, 'esbuild.html');
  const margin = () => page.evaluate(() => getComputedStyle(document.body).margin);
  assert.equal(await margin(), '1px');

  await atOnce(
    () => site.save('esbuild.css', 'body { margin: 2px }'),
    () => until(async () => (await margin()) === '2px', 'swapped'),
  );
  assert.equal(loads(), 1);
  await atOnce(
    () => site.save('esbuild.txt'),
    () => until(() => loads() === 2, 'reloaded'),
  );
});

test('@microsoft/fetch-event-source, with Authorization', async (t) => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { fetchEventSource } from '@microsoft/fetch-event-source';
        window.heard = [];
        fetchEventSource('/__livereload/events', {
          headers: { Authorization: 'Bearer x' },
          onmessage: ({ id, event, data }) => window.heard.push([event, data, id]),
        });`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    write: false,
  });
  site.save('fetch.html', `<!doctype html><title>t</title><script>${outputFiles[0].text}</script>`);
  const { page } = await listen(t, 'fetch.html');
  const heard = () => /** @type {Promise<string[][]>} */ (page.evaluate('window.heard'));
  await until(async () => (await heard()).some(([event]) => event === 'hello'), 'hello');
  await atOnce(
    () => site.save('fetch.txt'),
    () =>
      until(async () => (await heard()).some(([, data]) => data.includes('/fetch.txt')), 'change'),
  );
  const [, , id] = (await heard()).find(([event]) => event === 'change') ?? [];
  assert.match(id, /^\w+-\d+$/);
});

test('the page of docs/protocol.md', async (t) => {
  const [, page] = /```html\n([^`]+)```/.exec(readFileSync(PROTOCOL, 'utf8')) ?? [];
  assert.ok(page.trim().split('\n').length <= 10, page);
  site.save('list.html', page);
  const tab = await listen(t, 'list.html');
  const list = () => tab.page.$eval('#list', (element) => element.textContent ?? '');
  await atOnce(
    () => site.save('a b.txt'),
    () => until(async () => (await list()).includes('/a%20b.txt\n'), 'listed', list),
  );
});
