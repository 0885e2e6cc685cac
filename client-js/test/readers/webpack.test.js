import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import webpack from 'webpack';
import { launch } from '../browser/browsers.js';
import { until } from '../browser/harness.js';
import { EVENTS, open, useSite } from './site.js';

const require = createRequire(import.meta.url);

/**
 * How each client is told to come back soon, and to reload where it cannot patch. Both take silence
 * of that time for an outage, so it is more than the two seconds between heartbeats.
 *
 * @type {Record<string, string>}
 */
const CLIENTS = {
  'webpack-hot-middleware/client': '?timeout=3000&reload=true',
  'webpack-dev-middleware/client': '?timeout=3000',
};

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  browser = await launch('chromium');
});
after(() => browser?.close());

for (const [client, query] of Object.entries(CLIENTS)) {
  describe(client, () => {
    const site = useSite((root) => bundle(root, require.resolve(client) + query), '--no-inject');

    test('connects, reloads once a change, comes back, and never loops', async (t) => {
      const page = await browser.newPage();
      t.after(() => page.close());
      /** @type {string[]} */
      const lines = [];
      let loads = 0;
      page.on('console', (message) => lines.push(message.text()));
      page.on('load', () => loads++);
      const listens = () =>
        until(
          async () => (await site.status()).tabs === 1,
          'listens',
          () => lines,
        );

      await page.goto(site.url);
      await listens();
      await signsOfLife(t, site.url);
      assert.equal(loads, 1, 'idle');

      site.save('a.css');
      await until(
        () => loads === 2,
        'reloaded',
        () => lines,
      );
      await listens();
      await signsOfLife(t, site.url);
      assert.equal(loads, 2, 'a change');
      assert.ok(
        lines.some((line) => /\bbundle rebuilding$/.test(line)),
        lines.join('\n'),
      );

      await site.restart();
      await listens();
      await signsOfLife(t, site.url);
      assert.equal(loads, 2, 'a restart');
      site.save('a.css');
      await until(
        () => loads === 3,
        'reloaded',
        () => lines,
      );
      assert.deepEqual(
        lines.filter((line) => /invalid/i.test(line)),
        [],
      );
    });
  });
}

/**
 * Waits for two heartbeats, which the page hears too: what it would do by itself it has done then.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} url
 */
async function signsOfLife(t, url) {
  const { frames, close } = await open(t, url + EVENTS);
  await until(
    () => frames.filter((frame) => frame.startsWith('event: ping')).length === 2,
    'pings',
  );
  close();
}

/**
 * Bundles a page with webpack, its module replacement and a client.
 *
 * @param {string} root
 * @param {string} client
 */
async function bundle(root, client) {
  writeFileSync(join(root, 'index.html'), '<!doctype html><script src="main.js"></script>');
  writeFileSync(join(root, 'page.js'), 'document.title = "ready";');
  const compiler = webpack({
    mode: 'development',
    context: root,
    entry: [client, './page.js'],
    output: { path: root, filename: 'main.js' },
    plugins: [new webpack.HotModuleReplacementPlugin()],
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.equal(stats?.hasErrors(), false, stats?.toString());
  await promisify(compiler.close.bind(compiler))();
}
