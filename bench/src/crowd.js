import { once } from 'node:events';
import net from 'node:net';

const AT_A_TIME = 100;
const CONNECT_LIMIT_MS = 20_000;
// A frame that tells of a change in one of the dialects fits many times.
const BUFFER_BYTES = 64 * 1024;

/**
 * Many readers of one server: bare sockets, so that what is measured is the server's part. A message
 * is found by its text, which is cheap, and the same for every tool.
 */
export class Crowd {
  /** @param {{ port: number, request: string, welcome: string, change: string }} way */
  constructor({ port, request, welcome, change }) {
    Object.assign(this, { port, request, welcome, change });
    this.readers = [];
  }

  /** Connects until there are `count`, each welcomed by the server. */
  async grow(count) {
    while (this.readers.length < count) {
      const missing = Math.min(AT_A_TIME, count - this.readers.length);
      const batch = Array.from({ length: missing }, () => new Reader(this));
      this.readers.push(...batch);
      await within(CONNECT_LIMIT_MS, Promise.all(batch.map(({ welcomed }) => welcomed)), 'a reader was not welcomed');
    }
  }

  /** Resolves with the time at which each reader heard of a change first, from now on. */
  next(limit) {
    const heard = [];
    const all = new Promise((resolve) => {
      for (const reader of this.readers) {
        reader.heard = () => {
          heard.push(performance.now());
          if (heard.length === this.readers.length) resolve(heard);
        };
      }
    });
    return within(limit, all, () => `${this.readers.length - heard.length} of ${this.readers.length} heard nothing`);
  }

  async close() {
    await Promise.all(this.readers.map((reader) => reader.close()));
    this.readers = [];
  }
}

const buffer = Buffer.alloc(BUFFER_BYTES);

class Reader {
  constructor({ port, request, welcome, change }) {
    this.heard = () => {};
    this.welcomed = new Promise((resolve, reject) => {
      let waits = welcome;
      let tail = '';
      this.socket = net.connect({
        host: '127.0.0.1',
        port,
        onread: {
          buffer,
          callback: (length) => {
            const text = tail + buffer.latin1Slice(0, length);
            const found = text.lastIndexOf(waits);
            tail = found < 0 ? text.slice(-waits.length) : text.slice(found + waits.length);
            if (found >= 0 && waits === welcome) {
              waits = change;
              resolve();
            } else if (found >= 0) {
              this.heard();
              this.heard = () => {};
            }
          },
        },
      });
      this.socket.on('connect', () => this.socket.write(request));
      this.socket.on('error', reject);
      this.socket.on('close', () => reject(new Error('the server closed a stream')));
    });
  }

  async close() {
    if (this.socket.closed) return;
    this.socket.destroy();
    await once(this.socket, 'close');
  }
}

function within(limit, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(typeof what === 'function' ? what() : what)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
