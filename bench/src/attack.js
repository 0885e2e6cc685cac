import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { attacks } from './attacks.js';
import { median, number, table } from './figures.js';
import { Tally, close } from './hostile.js';
import { freePort, Server } from './server.js';

const HEAP = '256m';
const SECONDS = 10;
const SETTLE_MS = 3_000;
const SAMPLE_MS = 200;
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

/** What is left in the heap once nothing more can be let go, in MiB. */
function liveHeap(pid) {
  spawnSync('jcmd', [`${pid}`, 'GC.run']);
  const said = spawnSync('jcmd', [`${pid}`, 'GC.heap_info'], { encoding: 'utf8' }).stdout;
  const used = [...said.matchAll(/(?:garbage-first heap|generation|space|heap)\s+total \d+K, used (\d+)K/g)];
  return used.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) / 1024;
}

async function attack(server, site, { name, way }) {
  const tally = new Tally();
  await server.get('/a.css');
  // A thread of its own: what the attackers do to their own must not count.
  const bystander = new Worker(new URL('./others.js', import.meta.url), {
    workerData: { port: server.port, file: path.join(site, 'a.css') },
  });
  const ask = async (what) => {
    bystander.postMessage(what);
    return (await once(bystander, 'message'))[0];
  };
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, server.residentMegabytes())), SAMPLE_MS);
  const began = performance.now();
  const end = sleep(SECONDS * 1_000);
  const attacking = way(server.port, tally, end);
  await sleep((SECONDS * 1_000) / 2);
  const told = await ask('save');
  const senders = await attacking;
  const seconds = (performance.now() - began) / 1_000;
  const others = await ask('stop');
  clearInterval(sampling);
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

const load = os.loadavg()[0];
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
    + `Linux ${os.release()}, load at the start ${load.toFixed(1)}; one server for all with a heap of ${HEAP.replace('m', ' MB')}. `
    + `Before: ${number(before.resident)} MB resident, ${number(before.heap)} MB live heap.\n\n${table(HEAD, rows)}`);
} finally {
  await server.stop();
  await rm(site, { recursive: true, force: true });
}
process.exit(0);
