import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

// vite reads a folder of 100,000 files for so long before it answers.
const ANSWER_LIMIT_MS = 60_000;
const START_LIMIT_MS = 30_000;
const POLL_MS = 3;

// Systems take ports for connections from 32,768 on.
const FIRST_PORT = 10_000;
const PORTS = 20_000;

const running = new Set();

/** A tool's process and everything it started: one group, so that nothing outlives the bench. */
export class Server {
  /** @param {{name: string, argv: string[], env?: object, port: number, probe?: string}} launch */
  constructor({ name, argv, env = {}, port, probe = '/' }) {
    this.name = name;
    this.port = port;
    this.probe = probe;
    this.output = '';
    this.started = performance.now();
    this.process = spawn(argv[0], argv.slice(1), {
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = once(this.process, 'exit');
    this.process.on('error', (error) => (this.output += error.message));
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
        // The address alone on a line is how ours says that it answers and watches.
        if (!this.announced && /^http:\/\/localhost:\d+\/$/m.test(this.output)) this.announced = this.age();
      });
    }
    running.add(this);
  }

  age() {
    return performance.now() - this.started;
  }

  /** Resolves with the milliseconds from spawn to the first 200. */
  async firstAnswer() {
    while ((await this.get(this.probe).catch(() => ({}))).status !== 200) {
      if (this.process.exitCode !== null || this.age() > START_LIMIT_MS) {
        throw new Error(`${this.name} did not start. Its output:\n${this.output}`);
      }
      await sleep(POLL_MS);
    }
    return this.age();
  }

  get(path, headers = {}) {
    return new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port: this.port, path, headers, timeout: ANSWER_LIMIT_MS }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode, body: Buffer.concat(parts) }));
        answer.on('error', reject);
      });
      request.on('timeout', () => request.destroy(new Error(`${this.name} did not answer ${path}`)));
      request.on('error', reject);
    });
  }

  /** Resident memory of the process and its descendants, in MiB. Linux only. */
  residentMegabytes() {
    return tree(this.process.pid).reduce((sum, pid) => sum + residentKilobytes(pid), 0) / 1024;
  }

  async stop() {
    running.delete(this);
    killGroup(this.process.pid);
    await this.exited;
  }
}

/** A port that no connection gets meanwhile, and nobody has the next one, which browser-sync takes besides. */
export async function freePort() {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port) {
  const probe = net.createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

function tree(pid) {
  const children = threads(pid)
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(' '))
    .filter(Boolean);
  return [pid, ...children.flatMap((child) => tree(Number(child)))];
}

function residentKilobytes(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

const threads = (pid) => ifThere(() => readdirSync(`/proc/${pid}/task`), []);
const read = (file) => ifThere(() => readFileSync(file, 'utf8'), '');

/** Threads and processes end while they are looked at. */
function ifThere(look, otherwise) {
  try {
    return look();
  } catch (error) {
    if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
    return otherwise;
  }
}

export function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

process.on('exit', () => running.forEach((server) => killGroup(server.process.pid)));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
