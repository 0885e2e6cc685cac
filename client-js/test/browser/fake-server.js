import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { follow } from '../../src/sources.js';

/**
 * A server for tests of the client alone: speaks the protocol, but announces what the test writes
 * instead of watching, and misbehaves when told to.
 */

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wav': 'audio/wav',
};

/** The real server pings every 5 s; tests of silence would take long. */
const PING_MS = 500;

/**
 * @typedef {object} Behaviour what the next requests for a path get
 * @property {number} [status]
 * @property {Promise<unknown>} [until] the answer waits for this
 * @property {string} [body]
 * @property {Record<string, string>} [headers]
 */

/**
 * What a tab says of itself.
 *
 * @typedef {{ tab: string, page: string, id: string, effect: string, reason: string, time: number }
 *   } Shown
 */

/**
 * @param {object} setup
 * @param {string} setup.root folder of the site
 * @param {Record<string, Buffer>} setup.client the bundles
 * @param {Record<string, string>} [setup.headers] of every page
 * @param {string} [setup.tag] more attributes of the script tag
 */
export async function startFake({ root, client, headers = {}, tag = '' }) {
  let run = 'A';
  let number = 0;
  let silent = false;
  /** @type {{ response: import('node:http').ServerResponse, from: number }[]} */
  let polls = [];
  /** @type {{ id: string, type: string, data: object }[]} */
  let log = [];
  /** @type {Set<import('node:http').ServerResponse>} */
  const streams = new Set();
  /** @type {Map<string, Behaviour>} */
  const behaviours = new Map();
  /** @type {string[]} what pages were served with, before injection; the token is the place */
  const bases = [];
  /** How many of them it has no more. */
  let lost = 0;
  /** @type {import('../../src/protocol.js').Source[]} */
  let sources = [];
  /** @type {object[]} what was to be opened in an editor */
  const opened = [];
  /** @type {Set<string>} the files that were changed */
  const changed = new Set();
  /** @type {string[]} */
  const requests = [];
  /** @type {Shown[]} */
  const shown = [];

  const server = createServer(async (request, response) => {
    const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.replace('/__livereload/', '');
    if (name === 'events') return stream(response, searchParams.get('since') ?? '');
    if (name === 'changes') return poll(response, searchParams.get('since') ?? '');
    if (name === 'shown') return note(request, response);
    requests.push(pathname + search);
    const behaviour = behaviours.get(pathname) ?? {};
    await behaviour.until;
    if (name === 'open') return open(request, response, behaviour);
    if (name === '/favicon.ico') return send(response, 204, 'image/x-icon');
    if (name === 'document') {
      return sendBase(response, Number(searchParams.get('of')));
    }
    if (name in client) {
      return send(response, behaviour.status ?? 200, 'text/javascript', client[name]);
    }
    return serve(request, response, pathname, behaviour);
  });
  const pings = setInterval(() => silent || broadcast('ping', {}), PING_MS);

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {string} pathname
   * @param {Behaviour} behaviour
   */
  function serve(request, response, pathname, behaviour) {
    const path = decode(pathname).replace(/\/$/, '/index.html');
    const type = behaviour.headers?.['Content-Type'] ?? TYPES[extname(path)] ?? 'text/html';
    const bytes = behaviour.body ?? read(path);
    const status = behaviour.status ?? (bytes === undefined ? 404 : 200);
    for (const [header, value] of Object.entries({ ...headers, ...behaviour.headers })) {
      response.setHeader(header, value);
    }
    if (status !== 200) return send(response, status, 'text/html', inject('<!doctype html>no', ''));
    if (type === 'text/html') {
      const read = 'x-livereload' in request.headers;
      return send(response, 200, type, inject(`${bytes}`, encodeURI(path), response, read));
    }
    if (type === 'text/css') return send(response, 200, type, version(`${bytes}`, path));
    return sendPart(request, response, type, Buffer.from(bytes ?? ''));
  }

  /**
   * Without parts Chromium cannot wind what it plays.
   *
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {string} type
   * @param {Buffer} bytes
   */
  function sendPart(request, response, type, bytes) {
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    if (from === undefined) return send(response, 200, type, bytes);
    const { length } = bytes;
    response.setHeader('Content-Range', `bytes ${from}-${length - 1}/${length}`);
    return send(response, 206, type, bytes.subarray(Number(from)));
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  function note(request, response) {
    request.setEncoding('utf8').once('data', (report) => shown.push(JSON.parse(report)));
    response.writeHead(204).end();
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {Behaviour} behaviour
   */
  function open(request, response, { status = 204, body = '' }) {
    request.setEncoding('utf8').once('data', (place) => opened.push(JSON.parse(place)));
    send(response, status, 'text/plain', body);
  }

  /** @param {string} path */
  function read(path) {
    try {
      return statSync(join(root, path)).isFile() ? readFileSync(join(root, path)) : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} html
   * @param {string} page
   * @param {import('node:http').ServerResponse} [response]
   * @param {boolean} [read] by the client, which shows nothing of it
   */
  function inject(html, page, response, read) {
    const base = bases.includes(html) ? bases.indexOf(html) : bases.push(html) - 1;
    if (html.includes('__livereload') && !read) {
      response?.setHeader('Server-Timing', `livereload;desc="${base} ${page}"`);
      return html;
    }
    const file = page && ` data-page="${page}" data-base="${base}"`;
    const attributes = `data-id="${run}-${number}"${file} ${tag}`;
    const script = `<script async src="/__livereload/client.js" ${attributes}></script>`;
    return html.replace(/<head>|<!doctype html>(?![^]*<head>)|^(?![^]*<!doctype)/i, `$&${script}`);
  }

  /**
   * @param {string} css
   * @param {string} path
   */
  function version(css, path) {
    return css.replace(
      /(@import\s+(?:url\()?["']?|url\(["']?)([^"')\s;?]+)/g,
      (all, before, url) => {
        const target = new URL(url, `http://localhost${path}`).pathname;
        // Whatever an import leads to may be what has changed, so every one is new.
        const isNew = changed.size && (changed.has(target) || target.endsWith('.css'));
        return isNew ? `${before}${url}?v=${number}` : all;
      },
    );
  }

  /** @param {import('node:http').ServerResponse} response @param {number} place */
  function sendBase(response, place) {
    const base = place < lost ? undefined : bases[place];
    return send(response, base === undefined ? 404 : 200, 'application/octet-stream', base);
  }

  /**
   * @param {import('node:http').ServerResponse} response
   * @param {string} since
   */
  function stream(response, since) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
    response.write('retry: 1000\n\n');
    if (silent) return;
    streams.add(response);
    response.on('close', () => streams.delete(response));
    const known = !since || since.startsWith(`${run}-`);
    const from = since && known ? Number(since.split('-')[1]) : number;
    write(response, 'hello', { run, version: number, sources }, `${run}-${from}`);
    log.slice(from).forEach(({ type, data, id }) => write(response, type, data, id));
    if (!known)
      write(response, 'reload', { reason: 'other run', patch: false }, `${run}-${number}`);
  }

  /**
   * @param {import('node:http').ServerResponse} response
   * @param {string} since
   */
  function poll(response, since) {
    polls.push({ response, from: since ? Number(since.split('-')[1]) : number });
    answerPolls();
  }

  function answerPolls() {
    polls = polls.filter(({ response, from }) => {
      const events = log.slice(from).map(({ type, id, data }) => ({ type, id, ...data }));
      const body = JSON.stringify({ id: `${run}-${number}`, events });
      if (events.length) send(response, 200, 'application/json', body);
      return !events.length;
    });
  }

  /**
   * @param {string} type
   * @param {object} data
   */
  function broadcast(type, data) {
    let id = '';
    if (type !== 'ping') {
      id = `${run}-${++number}`;
      log.push({ id, type, data });
      answerPolls();
    }
    streams.forEach((response) => write(response, type, data, id));
  }

  /** @param {number} port */
  async function listen(port) {
    await new Promise((listening) => server.listen(port, '127.0.0.1', () => listening(undefined)));
    return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  }

  const port = await listen(0);
  return {
    url: `http://localhost:${port}/`,
    requests,
    shown,
    opened,
    streams,
    /** Forgets what pages were made of, as a server does that is started anew. */
    forget: () => (lost = bases.length),
    /** What a path gets from now on. */
    behave: (/** @type {string} */ path, /** @type {Behaviour} */ how) => behaviours.set(path, how),
    send: broadcast,
    /**
     * A build has begun, or ended with these errors.
     *
     * @type {(name: string, errors?: object[], warnings?: object[]) => void}
     */
    build(name, errors, warnings = []) {
      const event = errors ? { time: 5, hash: run, errors, warnings } : { files: [] };
      const type = errors ? 'built' : 'building';
      sources = follow(sources, /** @type {any} */ ({ type, name, ...event }));
      broadcast(type, { name, ...event });
    },
    /** Streams stay open, but nothing comes any more. */
    silence(on = true) {
      silent = on;
      streams.clear();
    },
    /** @type {(path: string, content: string | Buffer) => void} */
    write(path, content) {
      const existed = read(path) !== undefined;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
      const change = { added: [], removed: [], updated: [] };
      changed.add(`/${encodeURI(path)}`);
      broadcast('change', { ...change, [existed ? 'updated' : 'added']: [`/${encodeURI(path)}`] });
    },
    /** @type {(path: string) => void} */
    remove(path) {
      rmSync(join(root, path));
      broadcast('change', { added: [], removed: [`/${encodeURI(path)}`], updated: [] });
    },
    /** Ends at once, as by `kill -9`. */
    async stop() {
      streams.clear();
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
    /** Starts again on the same port, as a new run unless told otherwise. */
    async start(newRun = 'B') {
      if (newRun !== run) {
        log = [];
        number = 0;
      }
      run = newRun;
      await listen(port);
    },
    async close() {
      clearInterval(pings);
      if (server.listening) await this.stop();
    },
  };
}

/**
 * Decodes what is encoded and leaves a stray percent sign alone.
 *
 * @param {string} pathname
 */
function decode(pathname) {
  return pathname.replace(/(?:%[\da-f]{2})+/gi, (run) => decodeURIComponent(run));
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} type
 * @param {string | Buffer} [body]
 */
function send(response, status, type, body = '') {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-cache',
  });
  response.end(body);
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} type
 * @param {object} data
 * @param {string} id
 */
function write(response, type, data, id) {
  response.write(`${id && `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
}
