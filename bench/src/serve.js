import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { median, ratio, rotated, table } from './figures.js';
import { discard, launch } from './start.js';

const CONNECTIONS = 32;

/** What is asked for: a file, a page that gets the tool's tag, a file that is no text. */
const ASKED = [
  { name: '1 KB file', path: '/kilo.txt', bytes: 1024 },
  { name: '5 KB page with its tag', path: '/page.html', bytes: 5 * 1024 },
  { name: '1 MB file', path: '/mega.bin', bytes: 1024 * 1024 },
];

/** No dev server: what the machine can do at most. */
const nginx = {
  name: 'nginx',
  argv(site, port) {
    const settings = path.join(site.root, 'nginx.conf');
    // Started by root it would give up the right to read a folder of mkdtemp.
    const user = process.getuid?.() === 0 ? 'user root;' : '';
    writeFileSync(
      settings,
      `daemon off; pid ${site.root}/pid; worker_processes auto; ${user} events { worker_connections 1024; }
      http {
        types { text/html html; text/plain txt; text/css css; }
        access_log off; sendfile on; keepalive_requests 1000000;
        server { listen 127.0.0.1:${port}; root ${site.served}; }
      }`,
    );
    return ['nginx', '-p', site.root, '-e', 'stderr', '-c', settings];
  },
};

/**
 * Requests a second over connections that are kept, one tool at a time.
 *
 * @param rounds how often each is asked for each, for `seconds` each time
 */
export async function serve(tools, rounds, seconds) {
  const results = [...tools, nginx].map((tool) => ({ tool, rates: ASKED.map(() => []) }));
  for (let round = 0; round < rounds; round++) {
    for (const { tool, rates } of rotated(results, round)) {
      const stand = await launch(tool);
      try {
        for (const { path: name, bytes } of ASKED) {
          const text = name.endsWith('html') ? page(bytes) : 'x'.repeat(bytes);
          await writeFile(path.join(stand.site.served, name), text);
        }
        for (const [i, asked] of ASKED.entries()) rates[i].push(await rate(stand.server, tool, asked, seconds));
      } finally {
        await discard(stand);
      }
    }
  }
  return results;
}

function page(bytes) {
  const start = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>bench</title></head><body><pre>';
  return `${start}${'x'.repeat(bytes - start.length)}`;
}

async function rate(server, tool, { path: name, bytes }, seconds) {
  const { status, body } = await server.get(name, { Accept: 'text/html' });
  const tagged = name.endsWith('html') && tool !== nginx && !tool.bundles;
  if (status !== 200 || (tagged ? body.length <= bytes : body.length !== bytes)) {
    throw new Error(`${tool.name} answers ${name} with ${status} and ${body.length} bytes`);
  }
  const { stdout, stderr } = spawnSync(
    'wrk',
    ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-H', 'Accept: text/html', `http://127.0.0.1:${server.port}${name}`],
    { encoding: 'utf8' },
  );
  const found = /Requests\/sec:\s+([\d.]+)/.exec(stdout ?? '');
  if (!found || /Non-2xx/.test(stdout)) throw new Error(`wrk of ${tool.name}: ${stdout}${stderr ?? 'is not installed'}`);
  return Number(found[1]);
}

export function serveTable(results) {
  const ours = results[0].rates.map(median);
  return table(
    ['', ...ASKED.map(({ name }) => name)],
    results.map(({ tool, rates }) => [tool.name, ...rates.map((each, i) => ratio(median(each), ours[i]))]),
  );
}
