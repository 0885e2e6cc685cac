import { gzipSync } from 'node:zlib';
import { ratio, table } from './figures.js';

/** What a page loads of a tool's client: bytes added to the page, and scripts with their imports. */
export async function weight(stands) {
  const results = [];
  for (const { tool, server, site } of stands) {
    const html = (await server.get('/', { accept: 'text/html', 'sec-fetch-dest': 'document' })).body.toString();
    const added = tool.head ?? difference(site.page, html);
    const parts = [Buffer.from(added), ...(await scripts(server, html))];
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    const gzip = parts.reduce((sum, part) => sum + gzipSync(part, { level: 9 }).length, 0);
    results.push({ tool, bytes, gzip });
  }
  return results;
}

/** The one piece that stands in `longer` and not in `shorter`. */
export function difference(shorter, longer) {
  let from = 0;
  while (from < shorter.length && shorter[from] === longer[from]) from++;
  let end = 0;
  while (end < shorter.length - from && shorter.at(-1 - end) === longer.at(-1 - end)) end++;
  return longer.slice(from, longer.length - end);
}

async function scripts(server, html) {
  const base = `http://127.0.0.1:${server.port}/`;
  // browser-sync adds its tag by a script that fills in the host.
  const queue = [...html.matchAll(/src\s*=\s*['"]?([^'"\s>]+)/g)].map(([, url]) => new URL(url.replace('HOST', `127.0.0.1:${server.port}`), base).href);
  const bodies = [];
  for (const url of queue) {
    const { status, body } = await server.get(url.slice(base.length - 1));
    if (status !== 200) throw new Error(`${server.name} answered ${status} for its client ${url}`);
    bodies.push(body);
    for (const [, next] of body.toString().matchAll(/^\s*import\s+(?:[^'"]+from\s+)?["']([^'"]+)["']/gm)) {
      const absolute = new URL(next, url).href;
      if (!queue.includes(absolute)) queue.push(absolute);
    }
  }
  return bodies;
}

export function weightTable(results) {
  const rows = results.map(({ tool, bytes, gzip }) =>
    [tool.name, ratio(bytes, results[0].bytes), ratio(gzip, results[0].gzip)]);
  return table(['', 'bytes', 'gzip bytes'], rows);
}
