import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connect } from 'node:tls';
import { launch } from './browsers.js';
import { startServer } from './dev-server.js';
import { openTab, until } from './harness.js';
import { BACKGROUND, GREEN, LINK, RED, background, html } from './pages.js';
import { BAIT, NOTHING, startBackend, steal } from './stranger.js';

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** More than the six connections that a browser opens to one host by HTTP/1.1. */
const STREAMS = 12;

/** What other machines of a network know this one by. */
const NAME = 'box.test';

/**
 * Returns by what a browser knows the key of the certificate again that nobody vouches for.
 *
 * @param {string} url
 */
async function fingerprint(url) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
  socket.destroy();
  return createHash('sha256')
    .update(/** @type {Buffer} */ (key))
    .digest('base64');
}

/** Opens streams of its own in the page; resolves when each has begun. */
const openStreams = (/** @type {number} */ count) =>
  Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const stream = new EventSource('/__livereload/events');
          stream.onopen = resolve;
          stream.onerror = reject;
        }),
    ),
  ).then((opened) => opened.length);

describe('a page in chromium', () => {
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  /** @type {Server} */
  let secure;
  /** @type {Server} */
  let network;
  /** @type {string} */
  let site;

  before(async () => {
    site = mkdtempSync(join(tmpdir(), 'https-'));
    write('index.html', html(LINK));
    write('a.css', background(GREEN));
    [secure, network] = await Promise.all([
      startServer(site, '--https'),
      startServer(site, '--host', '0.0.0.0', '--allow-host', NAME),
    ]);
    browser = await launch(
      'chromium',
      `--ignore-certificate-errors-spki-list=${await fingerprint(secure.url)}`,
      `--host-resolver-rules=MAP ${NAME} 127.0.0.1, MAP *.${NAME} 127.0.0.1`,
    );
  });

  after(async () => {
    await browser?.close();
    await Promise.all([secure?.stop(), network?.stop()]);
    rmSync(site, { recursive: true });
  });

  /** @param {string} name @param {string} content */
  const write = (name, content) => writeFileSync(join(site, name), content);

  /** @param {Awaited<ReturnType<typeof openTab>>} tab */
  async function follows(tab) {
    write('a.css', background(GREEN));
    await tab.shows('body', BACKGROUND, GREEN);
    write('a.css', background(RED));
    await tab.shows('body', BACKGROUND, RED);
    assert.ok(await tab.isSame(), tab.lines.join('\n'));
  }

  test('of a server with TLS follows each edit by HTTP/2', async (t) => {
    const tab = await openTab(browser, secure.url);
    t.after(() => tab.page.close());
    await follows(tab);

    const protocols = await tab.page.evaluate(() =>
      [
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ].map((entry) => /** @type {PerformanceResourceTiming} */ (entry).nextHopProtocol),
    );
    assert.deepEqual([...new Set(protocols)], ['h2']);
    assert.equal(await tab.page.evaluate(openStreams, STREAMS), STREAMS);
  });

  test('of another machine comes in by the token, and follows each edit', async (t) => {
    const address = new URL(network.url);
    address.hostname = NAME;
    const token = /** @type {string} */ (address.searchParams.get('token'));
    const tab = await openTab(browser, address.href);
    t.after(() => tab.page.close());
    assert.equal(tab.page.url(), `${address.origin}/`);
    assert.equal(await tab.page.evaluate(() => isSecureContext), false);
    await follows(tab);

    // A second one has the cookie, and where there are no locks, a stream of its own.
    const second = await openTab(browser, `${address.origin}/index.html`);
    t.after(() => second.page.close());
    const status = () =>
      tab.page.evaluate(() => fetch('/__livereload/status').then((answer) => answer.json()));
    await until(
      async () => (await status()).tabs === 2,
      'two tabs',
      async () => JSON.stringify(await status()),
    );
    const read = await tab.page.evaluate(
      () => document.cookie + document.documentElement.outerHTML,
    );
    assert.ok(!read.includes(token), 'a script can read the token');

    const other = await browser.createBrowserContext();
    t.after(() => other.close());
    const page = await other.newPage();
    assert.equal((await page.goto(`${address.origin}/`))?.status(), 401);
  });

  test('of a neighbour, whose requests bring the cookie, gets nothing', async (t) => {
    for (const [name, content] of Object.entries(BAIT)) write(name, content);
    const stranger = await startBackend(() => '<!doctype html><title>stranger</title>');
    t.after(stranger.stop);
    const address = new URL(network.url);
    address.hostname = NAME;
    const page = await browser.newPage();
    t.after(() => page.close());
    await page.goto(address.href);
    const asked = new Set();
    page.on('response', (answer) => asked.add(answer.status()));

    // The same site to a browser, which says nothing of that where nothing is secure.
    await page.goto(stranger.url.replace('localhost', `evil.${NAME}`));
    assert.deepEqual(await page.evaluate(steal, `${address.origin}/`), NOTHING);
    assert.ok(!asked.has(401), 'the cookie was not there');
  });
});
