import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cache, project, require, versionOf } from './paths.js';
import { image, LARGE, stylesheet } from './saves.js';
import { eventStream, socketIo, webSocket } from './subscribe.js';

const bin = (name) => path.join(cache, 'node_modules', '.bin', name);
const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';

// What esbuild's manual tells a page to do by itself: swap the one changed stylesheet, else reload.
const ESBUILD_SNIPPET = `<script>
new EventSource('/esbuild').addEventListener('change', (event) => {
  const { added, removed, updated } = JSON.parse(event.data);
  if (added.length + removed.length || updated.length !== 1) return location.reload();
  for (const link of document.getElementsByTagName('link')) {
    const url = new URL(link.href);
    if (url.pathname !== updated[0]) continue;
    const next = link.cloneNode();
    next.href = updated[0] + '?' + Math.random();
    next.onload = () => link.remove();
    link.after(next);
    return;
  }
  location.reload();
});
</script>`;

const get = (path, ...headers) =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n');
const readStream = (path) => get(path, 'Accept: text/event-stream');

async function viteToken(server) {
  const client = (await server.get('/@vite/client')).body.toString();
  const token = /wsToken\s*=\s*"([^"]+)"/.exec(client)?.[1];
  if (!token) throw new Error('no wsToken in the client of vite');
  return token;
}

const livereload = {
  subscribe: (server, heard) => eventStream(server.port, '/__livereload/events', 'change', heard),
  crowd: () => ({ request: readStream('/__livereload/events'), welcome: 'event: hello', change: 'event: change' }),
  // The archive is the bench's own: the user's must not decide the figures.
  env: { XDG_CACHE_HOME: path.join(cache, 'xdg') },
};

/**
 * One adapter a tool: how to start it on a folder, how to hear of changes, what it is called.
 * `subscribe` opens its channel as its client does, `crowd` says how a bare socket does,
 * and what to ask for when all are connected.
 * `throttle` is the longest time in ms that it waits on purpose; edits of one run are spaced wider.
 */
export const tools = [
  {
    ...livereload,
    name: 'livereload',
    throttle: 260,
    argv: (site, port) => [path.join(project, 'bin', 'livereload'), site.served, '--port', `${port}`],
  },
  {
    ...livereload,
    name: 'livereload, bare `java -jar`',
    throttle: 260,
    startOnly: true,
    argv: (site, port) => [java, '-jar', path.join(project, 'target', 'livereload.jar'), site.served, '--port', `${port}`],
  },
  {
    name: `vite ${versionOf('vite')}`,
    throttle: 100,
    argv: (site, port) => [bin('vite'), site.served, '--host', '127.0.0.1', '--port', `${port}`, '--strictPort'],
    async subscribe(server, heard) {
      const token = await viteToken(server);
      const isChange = (text) => ['update', 'full-reload'].includes(JSON.parse(text).type);
      return webSocket(server.port, `/?token=${token}`, ['vite-hmr'], isChange, heard);
    },
    crowd: async (server) => ({
      request: get(`/?token=${await viteToken(server)}`, 'Upgrade: websocket', 'Connection: Upgrade',
        'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'Sec-WebSocket-Protocol: vite-hmr'),
      welcome: '"connected"',
      change: '"type":"update"',
    }),
  },
  {
    name: `esbuild ${versionOf('esbuild')}`,
    throttle: 250,
    bundles: true,
    head: ESBUILD_SNIPPET,
    argv: (site, port) => [
      // The binary itself, which its install script would have put in place of the wrapper.
      require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`),
      site.css, site.largeCss, `--outdir=${site.served}`, `--servedir=${site.served}`,
      `--serve=127.0.0.1:${port}`, '--watch=forever',
    ],
    subscribe: (server, heard) => eventStream(server.port, '/esbuild', 'change', heard),
    crowd: () => ({ request: readStream('/esbuild'), welcome: '\r\n\r\n', change: 'event: change' }),
  },
  {
    name: `webpack-hot-middleware ${versionOf('webpack-hot-middleware')}`,
    throttle: 100,
    bundles: true,
    fanOutOnly: true,
    probe: '/',
    argv: (site, port) => [
      process.execPath, path.join(project, 'bench', 'src', 'webpack-host.js'), site.css, site.served, `${port}`,
    ],
    // Before it compiles first: from then on it tells everybody whenever one connects, and 5,000 take three minutes.
    crowd: () => ({
      request: readStream('/__webpack_hmr'), welcome: '\r\n\r\n', change: '"action":"built"', start: '/main.js',
    }),
  },
  {
    name: `live-server ${versionOf('live-server')}`,
    throttle: 250,
    argv: (site, port) => [bin('live-server'), site.served, '--host=127.0.0.1', `--port=${port}`, '--no-browser'],
    subscribe: (server, heard) =>
      webSocket(server.port, '/index.html/ws', [], (text) => text !== 'connected', heard),
  },
  {
    name: `browser-sync ${versionOf('browser-sync')}`,
    throttle: 700,
    argv: (site, port) => [
      bin('browser-sync'), 'start', '--server', site.served, '--files', `${site.served}/**`,
      '--listen', '127.0.0.1', '--port', `${port}`, '--no-open', '--no-ui', '--no-notify', '--no-ghost-mode',
    ],
    subscribe: (server, heard) =>
      socketIo(server.port, '/browser-sync', '/browser-sync/socket.io', ['file:reload', 'browser:reload'], heard),
  },
];

/** Debian's; where it is not installed, it is left out. Begins its channel only after a greeting. */
const hugo = {
  name: 'hugo',
  throttle: 700,
  folder: 'static',
  prepare: (root) => writeFile(path.join(root, 'config.toml'), 'title = "bench"\n'),
  argv: (site, port) => [
    'hugo', 'server', '--source', site.root, '--bind', '127.0.0.1', '--port', `${port}`, '--disableKinds', 'RSS,sitemap',
  ],
  subscribe(server, heard) {
    const greeting = JSON.stringify({ command: 'hello', protocols: ['http://livereload.com/protocols/official-7'] });
    const isChange = (text) => JSON.parse(text).command === 'reload';
    return webSocket(server.port, '/livereload', [], isChange, heard, greeting);
  },
};

/** The tools whose watching is measured. */
export function watchingTools() {
  const { status, stdout } = spawnSync('hugo', ['version'], { encoding: 'utf8' });
  const version = /v([\d.]+)/.exec(stdout ?? '')?.[1];
  const ours = tools.filter(({ startOnly, fanOutOnly }) => !startOnly && !fanOutOnly);
  return status === 0 ? [...ours, { ...hugo, name: `hugo ${version}` }] : ours;
}

/**
 * A fresh site of 20 files: a page, an image, a small and a large stylesheet, and neighbours.
 *
 * @param tree a folder that becomes part of it
 */
export async function makeSite(tool, tree) {
  const root = await mkdtemp(path.join(tmpdir(), 'livereload-bench-'));
  const served = path.join(root, tool.folder ?? 'site');
  const sources = tool.bundles ? path.join(root, 'src') : served;
  await mkdir(served, { recursive: true });
  await mkdir(sources, { recursive: true });
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>bench</title>
<link rel="stylesheet" href="/large.css"><link rel="stylesheet" href="/a.css">${tool.head ?? ''}</head>
<body><h1>bench</h1><img src="/mark.svg" alt=""></body></html>
`;
  const html = path.join(served, 'index.html');
  await writeFile(html, page);
  const mark = path.join(served, 'mark.svg');
  await writeFile(mark, image(0));
  for (let i = 0; i < 16; i++) await writeFile(path.join(served, `note-${i}.txt`), `note ${i}\n`);
  await tool.prepare?.(root);
  if (tree) await rename(tree, path.join(served, 'tree'));
  const css = path.join(sources, 'a.css');
  const largeCss = path.join(sources, 'large.css');
  await writeFile(css, stylesheet(0));
  await writeFile(largeCss, stylesheet(0, LARGE));
  return { root, served, page, html, mark, css, largeCss };
}
