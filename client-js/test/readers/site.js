import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { startServer } from '../browser/dev-server.js';
import { until } from '../browser/harness.js';

/** How soon an event is there, in milliseconds, whatever it comes through. */
export const AT_ONCE = 1000;

export const EVENTS = '__livereload/events';
export const CHANGES = '__livereload/changes';

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/**
 * Serves a folder by the real jar from before the first test to after the last one.
 *
 * @param {(root: string) => unknown} [fill] what is there before the server starts
 * @param {string[]} args
 */
export function useSite(fill, ...args) {
  const root = mkdtempSync(join(tmpdir(), 'livereload-'));
  /** @type {Server} */
  let server;
  let saves = 0;
  before(async () => {
    writeFileSync(join(root, 'index.html'), '<!doctype html><title>t</title>');
    await fill?.(root);
    server = await startServer(root, ...args);
  });
  after(async () => {
    await server?.stop();
    rmSync(root, { recursive: true });
  });
  return {
    root,
    get url() {
      return server.url;
    },
    /**
     * Saves a file with new content.
     *
     * @param {string} name
     * @param {string | Buffer} [content]
     */
    save(name, content = `${++saves}`) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    },
    /** Ends the server and starts another one at the same address. */
    async restart() {
      const { port } = new URL(server.url);
      await server.stop();
      server = await startServer(root, '--port', port, ...args);
    },
    async status() {
      const answer = await fetch(`${server.url}__livereload/status`);
      return /** @type {Promise<{ run: string, tabs: number, readers: number }>} */ (answer.json());
    },
  };
}

/**
 * Splits a stream into its events as they come.
 *
 * @param {AsyncIterable<Uint8Array | string>} source
 */
export function read(source) {
  /** @type {string[]} */
  const frames = [];
  collect(source, frames).catch((error) => frames.push(`${error}`));
  return {
    frames,
    /**
     * Waits for an event with all of these texts in it, and returns it.
     *
     * @param {string[]} texts
     */
    async hears(...texts) {
      const fits = () => frames.find((frame) => texts.every((text) => frame.includes(text)));
      await until(fits, `heard ${texts}`, () => frames.join('\n\n'));
      return fits() ?? '';
    },
  };
}

/**
 * @param {AsyncIterable<Uint8Array | string>} source
 * @param {string[]} frames
 */
async function collect(source, frames) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of source) {
    rest += typeof part === 'string' ? part : decoder.decode(part, { stream: true });
    const parts = rest.split('\n\n');
    rest = parts.pop() ?? '';
    frames.push(...parts);
  }
}

/**
 * Opens the stream by `fetch`; it ends with the test.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} url
 * @param {Record<string, string>} [headers]
 */
export async function open(t, url, headers = {}) {
  const end = new AbortController();
  const answer = await fetch(url, { headers, signal: end.signal });
  const reader = read(/** @type {ReadableStream<Uint8Array>} */ (answer.body));
  const close = () => end.abort();
  t.after(close);
  return { answer, close, ...reader };
}

/**
 * Waits, and fails where that took too long.
 *
 * @param {() => void} cause
 * @param {() => Promise<unknown>} effect
 */
export async function atOnce(cause, effect) {
  const start = Date.now();
  cause();
  await effect();
  const took = Date.now() - start;
  if (took >= AT_ONCE) throw new Error(`It took ${took} ms.`);
}
