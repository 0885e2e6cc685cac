import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { createGzip } from 'node:zlib';
import { until } from '../browser/harness.js';
import { CHANGES, EVENTS, atOnce, open, useSite } from './site.js';

const site = useSite();

test('nginx with what it does by itself, buffering included', async (t) => {
  const url = await startNginx(t, site.url);
  const { answer, hears } = await open(t, url + EVENTS);
  assert.match(answer.headers.get('server') ?? '', /^nginx/);
  await hears('event: hello');
  await atOnce(
    () => site.save('nginx.css'),
    () => hears('event: change', '/nginx.css'),
  );
});

test('a proxy that compresses what it may', async (t) => {
  const url = await startProxy(t, (from, to) => {
    const { 'content-type': type = '', 'cache-control': cache = '' } = from.headers;
    if (!/^text\/|json/.test(type) || /no-transform/.test(cache)) {
      to.writeHead(200, from.headers);
      return from.pipe(to);
    }
    const { 'content-length': length, ...headers } = from.headers;
    assert.notEqual(length, '0');
    to.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    return from.pipe(createGzip()).pipe(to);
  });
  const page = await fetch(url);
  assert.equal(page.headers.get('content-encoding'), 'gzip');
  assert.match(await page.text(), /<title>/);

  const { answer, hears } = await open(t, url + EVENTS);
  assert.equal(answer.headers.get('content-encoding'), null);
  await hears('event: hello');
  await atOnce(
    () => site.save('gzip.css'),
    () => hears('event: change', '/gzip.css'),
  );
});

test('a proxy that holds an answer back until it is whole, by polls', async (t) => {
  const url = await startProxy(t, async (from, to) => {
    const parts = [];
    for await (const part of from) parts.push(part);
    to.writeHead(200, from.headers).end(Buffer.concat(parts));
  });
  const { run } = await site.status();
  /** @param {string} since */
  const poll = async (since) => {
    const answer = await fetch(`${url}${CHANGES}?since=${since}`);
    return /** @type {{ id: string, events: { added: string[] }[] }} */ (await answer.json());
  };

  let { id } = await poll(`${run}-0`);
  for (const name of ['one', 'two']) {
    const { tabs } = await site.status();
    const next = poll(id);
    await until(async () => (await site.status()).tabs > tabs, 'waits');
    await atOnce(
      () => site.save(`${name}.held`),
      async () => assert.deepEqual((await next).events[0].added, [`/${name}.held`]),
    );
    ({ id } = await next);
  }
});

/**
 * Starts a proxy before the site.
 *
 * @param {import('node:test').TestContext} t
 * @param {(from: http.IncomingMessage, to: http.ServerResponse) => unknown} answer how it hands on
 */
async function startProxy(t, answer) {
  const proxy = http.createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '', site.url);
    const upstream = http.get(new URL(pathname + search, site.url), (from) =>
      answer(from, response),
    );
    upstream.on('error', () => response.destroy());
    response.on('close', () => upstream.destroy());
  });
  t.after(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  return `http://localhost:${portOf(proxy)}/`;
}

/**
 * Starts nginx before a server, with nothing said about buffering or versions of HTTP.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} target
 */
async function startNginx(t, target) {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const config = `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off;
    pid ${folder}/nginx.pid;
    error_log ${folder}/error.log;
    events {}
    http {
      access_log off;
      ${paths.map((path) => `${path}_temp_path ${folder}/${path};`).join('\n')}
      server {
        listen 127.0.0.1:${port};
        location / { proxy_pass ${target.replace('localhost', '127.0.0.1')}; }
      }
    }`;
  writeFileSync(join(folder, 'nginx.conf'), config);
  const nginx = spawn('nginx', ['-e', `${folder}/error.log`, '-c', `${folder}/nginx.conf`], {
    // Debian keeps it where only root looks.
    env: { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  t.after(async () => {
    nginx.kill();
    await once(nginx, 'exit');
    rmSync(folder, { recursive: true });
  });
  const url = `http://localhost:${port}/`;
  await until(async () => (await fetch(url).catch(() => undefined))?.ok, 'nginx');
  return url;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  return port;
}

/** @param {import('node:net').Server} server */
function portOf(server) {
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}
