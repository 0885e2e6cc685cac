import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { launch } from './browsers.js';
import { startServer } from './dev-server.js';
import { openTab, until } from './harness.js';

test('a listing is searched by name, and follows the disk meanwhile', async (t) => {
  const site = mkdtempSync(join(tmpdir(), 'listing-'));
  const write = (/** @type {string} */ name) => writeFileSync(join(site, name), '');
  ['Apple.txt', 'banana.txt', 'pear.html'].forEach(write);
  const [browser, server] = await Promise.all([launch('chromium'), startServer('--listing', site)]);
  t.after(async () => {
    await browser.close();
    await server.stop();
    rmSync(site, { recursive: true });
  });
  const { page } = await openTab(browser, server.url);
  const shown = () =>
    page.$$eval('li:not([hidden]) a', (links) => links.map((link) => link.textContent));
  assert.deepEqual(await shown(), ['Apple.txt', 'banana.txt', 'pear.html']);

  await page.type('input', 'AP');
  assert.deepEqual(await shown(), ['Apple.txt']);

  write('cherry.txt');
  write('grape.txt');
  await until(async () => `${await shown()}` === 'Apple.txt,grape.txt', 'the new file', shown);
  assert.equal(await page.$eval('input', (input) => input.value), 'AP');
});
