import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { require } from './paths.js';
import { killGroup } from './server.js';

const WebSocket = require('ws');
const ANSWER_LIMIT_MS = 15_000;

/** Chromium over the DevTools protocol, which is all of Puppeteer that a bench needs. */
export class Chromium {
  static async start(executable = process.env.CHROMIUM ?? 'chromium') {
    const browser = new Chromium();
    browser.profile = await mkdtemp(path.join(tmpdir(), 'livereload-bench-chromium-'));
    browser.process = spawn(executable, [
      '--headless=new', '--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${browser.profile}`,
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
      '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding', 'about:blank',
    ], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    browser.exited = once(browser.process, 'exit');
    process.once('exit', () => killGroup(browser.process.pid));
    browser.socket = new WebSocket(await devtoolsUrl(browser.process));
    browser.calls = new Map();
    browser.pages = new Map();
    browser.socket.on('message', (data) => browser.received(JSON.parse(data)));
    await once(browser.socket, 'open');
    return browser;
  }

  received({ id, result, error, method, params, sessionId }) {
    if (id === undefined) return this.pages.get(sessionId)?.(method, params);
    const { resolve, reject } = this.calls.get(id);
    this.calls.delete(id);
    if (error) reject(new Error(error.message));
    else resolve(result);
  }

  call(method, params = {}, sessionId = undefined) {
    const id = ++Chromium.lastId;
    this.socket.send(JSON.stringify({ id, method, params, sessionId }));
    const answer = new Promise((resolve, reject) => this.calls.set(id, { resolve, reject }));
    const late = sleep(ANSWER_LIMIT_MS, undefined, { ref: false }).then(() => {
      throw new Error(`Chromium did not answer ${method}`);
    });
    return Promise.race([answer, late]);
  }

  /** Opens a page in a window of its own, where its frames are not throttled. */
  async open(url, onEvent, firstScript) {
    const { targetId } = await this.call('Target.createTarget', { url: 'about:blank', newWindow: true });
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    this.pages.set(sessionId, onEvent);
    const call = (method, params) => this.call(method, params, sessionId);
    await call('Page.enable');
    await call('Runtime.enable');
    await call('Emulation.setFocusEmulationEnabled', { enabled: true });
    await call('Runtime.addBinding', { name: 'report' });
    await call('Page.addScriptToEvaluateOnNewDocument', { source: firstScript });
    await call('Page.navigate', { url });
    return call;
  }

  async stop() {
    this.socket.close();
    killGroup(this.process.pid);
    await this.exited;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
Chromium.lastId = 0;

async function devtoolsUrl(browser) {
  let output = '';
  for await (const text of browser.stderr.setEncoding('utf8')) {
    output += text;
    const url = /ws:\/\/\S+/.exec(output)?.[0];
    if (url) {
      browser.stderr.resume();
      return url;
    }
  }
  throw new Error(`Chromium did not start. Its output:\n${output}`);
}
