import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const EVERY_MS = 25;
const LIMIT_MS = 10_000;
const AGAIN_AFTER_MS = 300;

const { port, file } = workerData;

/** What everybody else gets meanwhile: a file again and again, each time over a connection of its own. */
class Others {
  constructor() {
    Object.assign(this, { times: [], failed: 0, over: false });
  }

  async run() {
    while (!this.over) {
      const asked = performance.now();
      const served = await this.ask().catch(() => false);
      if (served) this.times.push(performance.now() - asked);
      else this.failed++;
      await sleep(EVERY_MS);
    }
  }

  ask() {
    return new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port, path: '/a.txt', agent: false, timeout: LIMIT_MS }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode === 200)).on('error', reject);
      });
      request.on('timeout', () => request.destroy(new Error('no answer'))).on('error', reject);
    });
  }
}

/** A page's stream, which comes back with its id as a page's does, and how long a save takes to be told. */
class Listener {
  constructor() {
    Object.assign(this, { heard: () => {}, id: '', over: false });
    this.open();
  }

  open() {
    const path = `/__livereload/events${this.id && `?since=${this.id}`}`;
    const again = () => this.over || setTimeout(() => this.open(), AGAIN_AFTER_MS);
    this.request = http.get({ host: '127.0.0.1', port, path, agent: false }, (answer) => {
      let rest = '';
      answer.setEncoding('utf8').on('data', (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        for (const line of lines) {
          if (line.startsWith('id: ')) this.id = line.slice(4);
          if (line === 'event: change') this.heard();
        }
      });
      answer.on('close', again).on('error', () => {});
    });
    this.request.on('error', again);
  }

  async save() {
    const told = new Promise((resolve) => (this.heard = resolve));
    const saved = performance.now();
    await writeFile(file, `a{top:${saved}px}`);
    const late = sleep(LIMIT_MS, 'late', { ref: false });
    return (await Promise.race([told, late])) === 'late' ? NaN : performance.now() - saved;
  }
}

const others = new Others();
const listener = new Listener();
const served = others.run();
parentPort.on('message', async (what) => {
  if (what === 'save') return parentPort.postMessage(await listener.save());
  others.over = true;
  listener.over = true;
  await served;
  parentPort.postMessage({ times: others.times, failed: others.failed });
  process.exit();
});
