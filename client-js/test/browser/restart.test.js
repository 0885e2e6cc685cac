import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch } from './browsers.js';
import { startServer } from './dev-server.js';
import { openTab, until } from './harness.js';
import { html } from './pages.js';

describe('a page whose server is started anew', () => {
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch('chromium');
  });
  after(() => browser?.close());

  test('is patched by the edits before, meanwhile and after', async (t) => {
    const site = mkdtempSync(join(tmpdir(), 'restart-'));
    const write = (/** @type {string} */ text) =>
      writeFileSync(join(site, 'index.html'), html('', `<input><p>${text}</p>`));
    write('one');
    let server = await startServer(site);
    const { port } = new URL(server.url);
    const tab = await openTab(browser, server.url);
    t.after(async () => {
      await tab.page.close();
      await server.stop();
      rmSync(site, { recursive: true });
    });
    await tab.page.type('input', 'typed');
    const text = () => tab.page.$eval('p', (p) => p.textContent);
    /** @param {string} expected */
    const shows = (expected) =>
      until(
        async () => (await text()) === expected,
        expected,
        () => tab.lines.join('\n'),
      );
    const connected = () => tab.lines.filter((line) => line.includes('connected')).length;
    /** @param {number} times */
    const restarted = async (times) => {
      server = await startServer('--port', port, site);
      await until(() => connected() > times, 'connected again');
    };

    write('two');
    await shows('two');
    await server.stop('SIGKILL');
    await restarted(1);
    write('three');
    await shows('three');
    await server.stop('SIGKILL');
    write('four');
    await restarted(2);
    await shows('four');
    await until(
      () => server.lines.some((line) => /^index.html → patched in 1 tab \(\d+ ms\)$/.test(line)),
      'said',
      () => server.lines.join('\n'),
    );

    assert.ok(await tab.isSame(), tab.lines.join('\n'));
    assert.equal(await tab.page.$eval('input', (input) => input.value), 'typed');
  });
});
