import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { test } from 'node:test';
import { EventSource } from 'eventsource';
import { until } from '../browser/harness.js';
import { CHANGES, EVENTS, atOnce, open, read, useSite } from './site.js';

const site = useSite();

test('curl -N', async (t) => {
  const curl = spawn('curl', ['-sN', site.url + EVENTS], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => curl.kill());
  const reader = read(curl.stdout);
  await reader.hears('event: hello');
  await atOnce(
    () => site.save('curl.css'),
    () => reader.hears('event: change', '"added":["/curl.css"]'),
  );
});

test('curl, a poll', async () => {
  const curl = spawn('curl', ['-s', site.url + CHANGES], { stdio: ['ignore', 'pipe', 'inherit'] });
  curl.stdout.setEncoding('utf8');
  await until(async () => (await site.status()).tabs === 1, 'polls');
  await atOnce(
    () => site.save('poll.css'),
    async () => {
      const [text] = await once(curl.stdout, 'data');
      assert.deepEqual(JSON.parse(text).events[0].added, ['/poll.css']);
    },
  );
  const [code] = await once(curl, 'exit');
  assert.equal(code, 0);
});

test('fetch, with Authorization', async (t) => {
  const { answer, hears } = await open(t, site.url + EVENTS, { authorization: 'Bearer x' });
  assert.equal(answer.headers.get('content-type'), 'text/event-stream;charset=utf-8');
  await hears('event: hello');
  await atOnce(
    () => site.save('fetch.css'),
    () => hears('event: change', '/fetch.css'),
  );
});

test('eventsource from npm, which comes back for what it missed', async (t) => {
  const cable = await startCable(Number(new URL(site.url).port));
  t.after(cable.close);
  const source = new EventSource(`http://localhost:${cable.port}/${EVENTS}`);
  t.after(() => source.close());
  /** @type {string[]} */
  const heard = [];
  for (const type of ['hello', 'change', 'reload']) {
    source.addEventListener(type, ({ data }) => heard.push(`${type} ${data}`));
  }
  await until(() => heard.length === 1, 'hello');
  await atOnce(
    () => site.save('eventsource.css'),
    () => until(() => heard.some((event) => event.includes('/eventsource.css')), 'change'),
  );

  heard.length = 0;
  cable.cut();
  site.save('missed.css');
  await until(
    () => heard.length === 2,
    'again',
    () => heard,
  );
  assert.match(heard[0], /^hello /);
  assert.equal(heard[1], 'change {"added":["/missed.css"],"removed":[],"updated":[]}');
});

test('HTTP/1.0', async (t) => {
  const socket = connect(Number(new URL(site.url).port), '127.0.0.1');
  t.after(() => socket.destroy());
  socket.write(`GET /${EVENTS} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
  const reader = read(socket);
  const head = await reader.hears('retry: 1000');
  assert.doesNotMatch(head, /transfer-encoding/i);
  await reader.hears('event: hello');
  await atOnce(
    () => site.save('old.css'),
    () => reader.hears('event: change', '/old.css'),
  );
});

test('names of files are one line of percent-encoded paths', async (t) => {
  const names = [
    'a b',
    '\u00fc',
    '#',
    '%',
    '100%25',
    '"',
    "'",
    '?',
    'a\nb',
    'a\n\ndata: x',
    '\u2028',
  ];
  const { frames, hears } = await open(t, site.url + EVENTS);
  await hears('event: hello');
  for (const [i, name] of names.entries()) {
    const file = `names ${i}/${name}.css`;
    site.save(file);
    const frame = await hears('event: change', `/names%20${i}/`);
    assert.match(frame, /^event: change\nid: \w+-\d+\ndata: [!-~]+$/);
    const [url] = JSON.parse(frame.split('data: ')[1]).added;
    assert.equal(decodeURIComponent(url), `/${file}`);
    assert.equal((await fetch(new URL(url, site.url))).status, 200, url);
  }
  const others = frames.filter((frame) => !/^event: (hello|change|ping)\n|^retry: /.test(frame));
  assert.deepEqual(others, []);
});

/**
 * Stands between a reader and the server, and can be cut.
 *
 * @param {number} target
 */
async function startCable(target) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  const cable = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  await once(cable.listen(0, '127.0.0.1'), 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (cable.address());
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    port: address.port,
    cut,
    close() {
      cable.close();
      cut();
    },
  };
}
