import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browsers.js';
import { openTab, until } from './harness.js';
import { GREEN, RED, background } from './pages.js';

const TARGET = fileURLToPath(new URL('../../../target', import.meta.url));

/** @param {string} word */
const view = (word) =>
  `<!doctype html><head><title>x</title><link rel="stylesheet" href="a.css"></head><p>${word}</p><input>`;

describe('a Javalin application below a context path, in chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  /** @type {import('node:child_process').ChildProcess} */
  let app;
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  /** @type {string} */
  let url;

  before(async () => {
    browser = await launch('chromium');
    mkdirSync(join(folder, 'public'));
    writeFileSync(join(folder, 'public', 'a.css'), background('red'));
    writeFileSync(join(folder, 'view.html'), view('old'));
    const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
    const path = [join(TARGET, 'livereload.jar'), join(TARGET, 'test-classes')].join(':');
    const args = ['-XX:TieredStopAtLevel=1', '-cp', path, 'dev.livereload.javalin.ShopApp', folder];
    const started = spawn(java, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    app = started;
    [url] = await Promise.race([
      once(createInterface({ input: started.stdout }), 'line'),
      once(started, 'exit').then(([code]) => {
        throw new Error(`It ended with ${code}. Build it: mvn package.`);
      }),
    ]);
  });

  after(async () => {
    await browser.close();
    app.kill();
    await once(app, 'exit');
    rmSync(folder, { recursive: true });
  });

  test('its page is restyled, then patched with what was typed kept, and says so', async () => {
    const { page, isSame, shows } = await openTab(browser, url);
    await shows('body', 'background-color', RED);
    await page.type('input', 'typed');

    writeFileSync(join(folder, 'public', 'a.css'), background('green'));
    await shows('body', 'background-color', GREEN);

    writeFileSync(join(folder, 'view.html'), view('new'));
    const word = () => page.$eval('p', (p) => p.textContent);
    await until(async () => (await word()) === 'new', 'new', word);
    assert.equal(await page.$eval('input', (input) => input.value), 'typed');
    assert.ok(await isSame());

    const status = async () => (await fetch(`${url}__livereload/status`)).text();
    await until(async () => /"page":"\/shop\/"/.test(await status()), 'reported', status);
  });
});
