import { once } from 'node:events';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { RED, background } from './pages.js';

const TYPES = { '.html': 'text/html', '.css': 'text/css' };

/**
 * Serves a folder as a backend of its own would, which knows nothing of the dev server.
 *
 * @param {(path: string) => string | undefined} answer the content at a path
 */
export async function startBackend(answer) {
  const backend = createServer((request, response) => {
    const { pathname } = new URL(`${request.url}`, 'http://localhost');
    const content = answer(pathname === '/' ? '/index.html' : pathname);
    const type = /** @type {Record<string, string>} */ (TYPES)[extname(pathname) || '.html'];
    response.writeHead(content === undefined ? 404 : 200, {
      'Content-Type': `${type ?? 'text/plain'}; charset=utf-8`,
      'Cache-Control': 'no-cache',
    });
    response.end(content);
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (backend.address());
  return {
    url: `http://localhost:${port}/`,
    stop: () => {
      backend.closeAllConnections();
      backend.close();
    },
  };
}

/**
 * What a hostile page would try. Runs in the page.
 *
 * @param {string} server
 */
export async function steal(server) {
  const client = `${server}__livereload/client.js`;
  const own = ['events', 'changes?since=x-1', 'status', 'client.js', 'page?of=file:///'];
  const urls = [
    '',
    'index.html',
    'app.js',
    'data.json',
    ...own.map((name) => `__livereload/${name}`),
  ];

  /** @type {string[]} */
  const read = [];
  for (const url of urls) {
    await fetch(server + url).then(
      (answer) => read.push(`${url} ${answer.status}`),
      () => {},
    );
  }
  await new Promise((done) => {
    const stream = new EventSource(`${server}__livereload/events`);
    stream.onopen = () => done(read.push('events'));
    stream.onerror = done;
  });
  await import(`${server}app.mjs`).then(
    () => read.push('module'),
    () => {},
  );

  /** @type {string[]} */
  const shown = [];
  /** @param {'script' | 'img' | 'link'} name @param {Record<string, string>} attributes */
  const load = (name, attributes) =>
    new Promise((done) => {
      const element = Object.assign(document.createElement(name), attributes);
      // A script that is refused to a page of another site says so by throwing.
      element.onload = () => done(name === 'script' || shown.push(name));
      element.onerror = done;
      document.head.append(element);
    });
  await load('script', { src: client });
  await load('script', { src: `${server}app.js` });
  await load('link', { rel: 'stylesheet', href: `${server}style.css` });
  await load('img', { src: `${server}image.svg` });
  const { backgroundColor } = getComputedStyle(document.body);
  return {
    leak: /** @type {any} */ (window).leak ?? /** @type {any} */ (window).LiveReload ?? null,
    read,
    shown,
    styled: backgroundColor === 'rgb(255, 0, 0)',
  };
}

/** What {@link steal} returns of a site that it cannot get at. */
export const NOTHING = { leak: null, read: [], shown: [], styled: false };

/** What it tries to get, of a site that is worth it. */
export const BAIT = {
  'app.js': 'window.leak = "script"',
  'app.mjs': 'window.leak = "module"',
  'style.css': background(RED),
  'image.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  'data.json': '{"leak": 1}',
};
