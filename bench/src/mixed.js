import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { require } from './paths.js';

const WebSocket = require('ws');
const UPLOAD = randomBytes(8 * 1024 * 1024);
const UPLOAD_HASH = createHash('sha256').update(UPLOAD).digest('hex');
const MESSAGE = randomBytes(512);
const ECHO_EVERY_MS = 20;
const MEMORY_EVERY_MS = 100;
const MANY = { uploads: 2, sockets: 20, streams: 20, connections: 16 };

/**
 * All that pages and their scripts do, at the same time: requests by wrk, uploads, echoes over
 * WebSockets, event streams. Throws where a byte is not what it was.
 *
 * @param server what is asked; its memory is looked at meanwhile
 */
export async function mixed(server, seconds) {
  const until = performance.now() + seconds * 1000;
  const running = () => performance.now() < until;
  const memory = [];
  const [requests, uploads, echoes, events] = await Promise.all([
    wrk(server.port, '/kilo.json', seconds),
    each(MANY.uploads, () => upload(server.port, running)),
    each(MANY.sockets, () => echo(server.port, running)),
    each(MANY.streams, () => listen(server.port, until)),
    sample(running, () => memory.push(server.residentMegabytes())),
  ]);
  return {
    ...requests,
    uploaded: (uploads.flat().length * UPLOAD.length) / 2 ** 20 / seconds,
    echoes: echoes.flat(),
    events: events.flat(),
    memory: Math.max(...memory),
  };
}

const each = (count, work) => Promise.all(Array.from({ length: count }, work));

async function sample(running, look) {
  while (running()) {
    look();
    await sleep(MEMORY_EVERY_MS);
  }
}

/** Requests a second, and the quantiles of their latency in ms. */
async function wrk(port, path, seconds) {
  const process = spawn('wrk', ['-t1', `-c${MANY.connections}`, `-d${seconds}s`, '--latency', `http://127.0.0.1:${port}${path}`]);
  let output = '';
  for (const stream of [process.stdout, process.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  await once(process, 'close');
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(output);
  if (!rate || /Non-2xx|Socket errors/.test(output)) throw new Error(`wrk: ${output}`);
  return { rate: Number(rate[1]), p50: quantileOf(output, 50), p99: quantileOf(output, 99) };
}

function quantileOf(output, percent) {
  const [, value, unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(output);
  return Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit];
}

async function upload(port, running) {
  const times = [];
  const agent = new http.Agent({ keepAlive: true });
  while (running()) {
    const began = performance.now();
    const request = http.request({ host: '127.0.0.1', port, path: '/upload', method: 'POST', agent });
    request.end(UPLOAD);
    const [answer] = await once(request, 'response');
    const hash = (await answer.setEncoding('utf8').toArray()).join('');
    if (hash !== UPLOAD_HASH) throw new Error(`an upload arrived as ${hash}, not as ${UPLOAD_HASH}`);
    times.push(performance.now() - began);
  }
  agent.destroy();
  return times;
}

async function echo(port, running) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/echo`, { perMessageDeflate: false });
  await once(socket, 'open');
  const times = [];
  while (running()) {
    const began = performance.now();
    socket.send(MESSAGE);
    const [data] = await once(socket, 'message');
    if (!MESSAGE.equals(data)) throw new Error('an echo differs from what was sent');
    times.push(performance.now() - began);
    await sleep(ECHO_EVERY_MS);
  }
  socket.terminate();
  return times;
}

/** How long each event was under way. The two processes share the machine's clock. */
async function listen(port, until) {
  const request = http.get({ host: '127.0.0.1', port, path: '/events', headers: { accept: 'text/event-stream' } });
  const [answer] = await once(request, 'response');
  const times = [];
  let rest = '';
  let next = 0;
  let failure;
  answer.on('error', () => {}); // The end below.
  answer.setEncoding('utf8').on('data', (text) => {
    const now = performance.timeOrigin + performance.now();
    const events = (rest + text).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const [, number, sent] = /^data: (\d+) ([\d.]+)$/.exec(event) ?? [];
      if (Number(number) !== next++) failure = new Error(`event ${next - 1} arrived as ${event}`);
      times.push(Math.max(0, now - Number(sent)));
    }
  });
  await sleep(Math.max(0, until - performance.now()));
  request.destroy();
  if (failure) throw failure;
  return times;
}
