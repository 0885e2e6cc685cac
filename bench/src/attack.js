import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { attacks } from './attacks.js';
import { median, number, table } from './figures.js';
import { Tally, close } from './hostile.js';
import { freePort, Server } from './server.js';

const HEAP = '256m';
const SECONDS = 10;
const SETTLE_MS = 3_000;
const SAMPLE_MS = 200;
const OTHERS_EVERY_MS = 25;
const OTHERS_LIMIT_MS = 10_000;
const MEGA = 1024 * 1024;
const JAR = fileURLToPath(new URL('../../target/livereload.jar', import.meta.url));

async function makeSite() {
  const root = await mkdtemp(path.join(os.tmpdir(), 'attack-'));
  const line = () => `${Math.random().toString(36).repeat(4)}\n`;
  const files = {
    'index.html': `<!doctype html><title>t</title>${'<p>x'.repeat(1_200)}`,
    'a.txt': 'plain',
    'a.css': 'a{}',
    'text.js': Array.from({ length: 40_000 }, line).join('').slice(0, 4 * MEGA),
    'large.bin': Buffer.alloc(64 * MEGA),
    'large.html': `<!doctype html>${'x'.repeat(32 * MEGA)}`,
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(root, name), content);
  await writeFile(path.join(root, 'giant.bin'), '');
  await truncate(path.join(root, 'giant.bin'), 1024 * MEGA);
  return root;
}

/** What everybody else gets meanwhile: a file again and again, each time over a connection of its own. */
class Others {
  constructor(port) {
    Object.assign(this, { port, times: [], failed: 0, over: false });
  }

  async run() {
    while (!this.over) {
      const asked = performance.now();
      const served = await this.ask().catch(() => false);
      if (served) this.times.push(performance.now() - asked);
      else this.failed++;
      await sleep(OTHERS_EVERY_MS);
    }
  }

  ask() {
    return new Promise((resolve, reject) => {
      const how = { host: '127.0.0.1', port: this.port, path: '/a.txt', agent: false, timeout: OTHERS_LIMIT_MS };
      const request = http.get(how, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode === 200)).on('error', reject);
      });
      request.on('timeout', () => request.destroy(new Error('no answer'))).on('error', reject);
    });
  }
}

/** A page's stream, and how long it takes from a save until it is told. */
class Listener {
  constructor(port, file) {
    this.file = file;
    this.heard = () => {};
    this.request = http.get({ host: '127.0.0.1', port, path: '/__livereload/events', agent: false }, (answer) => {
      let tail = '';
      answer.setEncoding('utf8').on('data', (text) => {
        if ((tail + text).includes('event: change')) this.heard();
        tail = text.slice(-12);
      });
      answer.on('error', () => {});
    });
    this.request.on('error', () => {});
  }

  async save() {
    const told = new Promise((resolve) => (this.heard = resolve));
    const saved = performance.now();
    await writeFile(this.file, `a{top:${saved}px}`);
    const late = sleep(OTHERS_LIMIT_MS, 'late', { ref: false });
    return (await Promise.race([told, late])) === 'late' ? NaN : performance.now() - saved;
  }
}

/** What is left in the heap once nothing more can be let go, in MiB. */
function liveHeap(pid) {
  spawnSync('jcmd', [`${pid}`, 'GC.run']);
  const said = spawnSync('jcmd', [`${pid}`, 'GC.heap_info'], { encoding: 'utf8' }).stdout;
  const used = [...said.matchAll(/(?:garbage-first heap|generation|space|heap)\s+total \d+K, used (\d+)K/g)];
  return used.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) / 1024;
}

async function attack(server, site, { name, way }) {
  const tally = new Tally();
  const others = new Others(server.port);
  const listener = new Listener(server.port, path.join(site, 'a.css'));
  await server.get('/a.css');
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, server.residentMegabytes())), SAMPLE_MS);
  const began = performance.now();
  const end = sleep(SECONDS * 1_000);
  const attacking = way(server.port, tally, end);
  const served = others.run();
  await sleep((SECONDS * 1_000) / 2);
  const told = await listener.save();
  const senders = await attacking;
  const seconds = (performance.now() - began) / 1_000;
  others.over = true;
  await served;
  clearInterval(sampling);
  listener.request.destroy();
  await close(senders);
  await sleep(SETTLE_MS);
  if (server.process.exitCode !== null) throw new Error(`${name} ended the server:\n${server.output}`);
  return { name, tally, others, told, seconds, peak, heap: liveHeap(server.process.pid) };
}

const count = (value) => value.toLocaleString('en');
const size = (bytes) => (bytes < MEGA ? `${count(Math.round(bytes / 1024))} KB` : `${count(Math.round(bytes / MEGA))} MB`);

function row({ name, tally, others, told, seconds, peak, heap }) {
  const answers = [...tally.answers].sort().map(([status, times]) => `${status}: ${count(times)}`);
  return [
    name,
    count(tally.mostHeld),
    size(tally.sent),
    size(tally.received),
    number(seconds),
    answers.join(', ') || '–',
    `${number(median(others.times))}, ${number(Math.max(...others.times))}`,
    `${count(others.failed)} of ${count(others.failed + others.times.length)}`,
    number(told),
    number(peak),
    number(heap),
  ];
}

const HEAD = [
  'tried for 10 s', 'connections held', 'sent', 'got', 's', 'answers to it', 'others served: p50, longest ms', 'not served',
  'save → page, ms', 'resident at most, MB', 'live heap after, MB',
];

const only = process.argv.slice(2);
const site = await makeSite();
const port = await freePort();
const server = new Server({ name: 'livereload', argv: ['java', `-Xmx${HEAP}`, '-jar', JAR, '--port', `${port}`, site], port });
try {
  await server.firstAnswer();
  await sleep(SETTLE_MS);
  const before = { resident: server.residentMegabytes(), heap: liveHeap(server.process.pid) };
  const rows = [];
  for (const each of attacks.filter(({ name }) => only.every((word) => name.includes(word)))) {
    console.error(each.name);
    rows.push(row(await attack(server, site, each)));
  }
  const cores = os.cpus();
  console.log(`${new Date().toISOString().slice(0, 10)}, ${cores.length} cores (${cores[0].model}), which the attackers share, `
    + `Linux ${os.release()}, one server for all with a heap of ${HEAP.replace('m', ' MB')}. `
    + `Before: ${number(before.resident)} MB resident, ${number(before.heap)} MB live heap.\n\n${table(HEAD, rows)}`);
} finally {
  await server.stop();
  await rm(site, { recursive: true, force: true });
}
process.exit(0);
