import http from 'node:http';
import path from 'node:path';
import { median, number, quantile, ratio, rotated, table } from './figures.js';
import { mixed } from './mixed.js';
import { cache, project, versionOf } from './paths.js';
import { Server, freePort } from './server.js';
import { discard, launch } from './start.js';
import { difference } from './weight.js';

const PATHS = ['/kilo.json', '/page.html', '/mega.bin'];
const WARM_UP = 200;
const NAVIGATION = { accept: 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };

/** Those that stand before a server, and that server itself. */
const ways = (behind) => [
  {
    name: 'livereload',
    env: { XDG_CACHE_HOME: path.join(cache, 'xdg') },
    argv: (site, port) => [
      path.join(project, 'bin', 'livereload'), site.served, '--proxy', `${behind}`, '--port', `${port}`,
    ],
  },
  {
    name: `browser-sync ${versionOf('browser-sync')}`,
    argv: (site, port) => [
      path.join(cache, 'node_modules', '.bin', 'browser-sync'), 'start', '--proxy', `http://127.0.0.1:${behind}`, '--ws',
      '--listen', '127.0.0.1', '--port', `${port}`, '--no-open', '--no-ui', '--no-notify', '--no-ghost-mode',
    ],
  },
  { name: 'no proxy', bare: true },
];

/**
 * What standing before a server costs: one way at a time, each round by processes of its own.
 *
 * @param rounds how often each is measured
 * @param asked requests one after the other, of each kind
 * @param seconds of the mixed load
 */
export async function proxy(rounds, asked, seconds) {
  const results = ways(0).map(({ name }) => ({ name, equal: PATHS.map(() => true), quiet: PATHS.map(() => []), loads: [] }));
  for (let round = 0; round < rounds; round++) {
    const port = await freePort();
    const argv = [process.execPath, path.join(project, 'bench', 'src', 'backend.js'), `${port}`];
    const behind = new Server({ name: 'the backend', argv, port });
    try {
      await behind.firstAnswer();
      const bodies = await Promise.all(PATHS.map(async (name) => (await behind.get(name)).body));
      for (const [w, way] of rotated([...ways(port).entries()], round)) {
        await measure(way, behind, bodies, results[w], { asked, seconds });
      }
    } finally {
      await behind.stop();
    }
  }
  return results;
}

async function measure(way, behind, bodies, result, { asked, seconds }) {
  const stand = way.bare ? undefined : await launch(way);
  const server = stand?.server ?? behind;
  try {
    for (const [p, name] of PATHS.entries()) {
      result.equal[p] &&= isEqual(name, bodies[p], (await server.get(name, NAVIGATION)).body);
      result.quiet[p].push(await oneByOne(server.port, name, asked));
    }
    const idle = server.residentMegabytes();
    result.loads.push({ idle, ...(await mixed(server, seconds)) });
  } catch (error) {
    throw new Error(`${way.name}: ${error.message}`, { cause: error });
  } finally {
    if (stand) await discard(stand);
  }
}

/** Whether a body is what it was behind; a page may have one piece more, which is the tag. */
function isEqual(name, behind, before) {
  if (!name.endsWith('.html')) return behind.equals(before);
  const [shorter, longer] = [behind.toString(), before.toString()];
  return longer.replace(difference(shorter, longer), '') === shorter;
}

/** The milliseconds of each of `count` requests over one connection, after some that do not count. */
async function oneByOne(port, name, count) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  for (let i = -WARM_UP; i < count; i++) {
    const began = performance.now();
    await new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port, path: name, agent, headers: NAVIGATION }, (answer) => {
        answer.resume().on('end', resolve).on('error', reject);
      });
      request.on('error', reject);
    });
    if (i >= 0) times.push(performance.now() - began);
  }
  agent.destroy();
  return times;
}

export function proxyTables(results) {
  const bare = results.at(-1);
  const added = (result, p, q) => quantile(result.quiet[p].flat(), q) - quantile(bare.quiet[p].flat(), q);
  const quiet = results.map((result) => [
    result.name,
    ...PATHS.flatMap((_, p) => [0.5, 0.99].map((q) => (
      result === bare ? `${quantile(bare.quiet[p].flat(), q).toFixed(2)} in all`
        : `+${added(result, p, q).toFixed(2)} (${(added(result, p, q) / added(results[0], p, q)).toFixed(2)}×)`))),
    result.equal.every(Boolean) ? 'yes' : `not ${PATHS.filter((_, p) => !result.equal[p]).join(', ')}`,
  ]);
  const of = (result, figure) => median(result.loads.map(figure));
  const delays = (result, name, q) => number(quantile(result.loads.flatMap((load) => load[name]), q));
  const loaded = results.map((result) => [
    result.name,
    ratio(of(result, ({ rate }) => rate), of(bare, ({ rate }) => rate)),
    number(of(result, ({ p50 }) => p50)),
    number(of(result, ({ p99 }) => p99)),
    ratio(of(result, ({ uploaded }) => uploaded), of(bare, ({ uploaded }) => uploaded)),
    ...['echoes', 'events'].flatMap((name) => [0.5, 0.99].map((q) => delays(result, name, q))),
    number(of(result, ({ idle }) => idle)),
    number(of(result, ({ memory }) => memory)),
  ]);
  const heads = PATHS.flatMap((name) => [`${name}, p50 ms`, 'p99']);
  return `**One request after the other**, what it takes more than without a proxy\n\n${
    table(['', ...heads, 'bytes equal'], quiet)}\n\n**Mixed load**; in parentheses multiples of no proxy\n\n${
    table(['', 'requests a second', 'p50 ms', 'p99', 'uploads, MiB a second', 'echo, p50 ms', 'p99',
      'event, p50 ms', 'p99', 'before, MiB', 'at most, MiB'], loaded)}`;
}
