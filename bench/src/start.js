import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, number, ratio, rotated, table } from './figures.js';
import { patterns, stylesheet } from './saves.js';
import { Server, freePort } from './server.js';
import { makeSite } from './tools.js';

const ARMED_LIMIT_MS = 15_000;
const EDIT_EVERY_MS = 25;

/** Starts `tool` on a new site, with `tree` in it; the caller stops the server and removes `site.root`. */
export async function launch(tool, tree) {
  const site = await makeSite(tool, tree);
  const port = await freePort();
  const probe = tool.probe ?? (tool.bundles ? '/a.css' : '/');
  const server = new Server({ name: tool.name, argv: tool.argv(site, port), env: tool.env, port, probe });
  try {
    const answered = await server.firstAnswer();
    return { tool, site, server, answered };
  } catch (error) {
    await discard({ site, server });
    throw error;
  }
}

export async function discard({ site, server }) {
  await server.stop();
  await rm(site.root, { recursive: true, force: true });
}

/** Spawn → first 200, → address line, → first save that a subscriber hears of; one tool at a time. */
export async function start(tools, rounds) {
  const results = tools.map((tool) => ({ tool, answered: [], announced: [], armed: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const result of rotated(results, round)) {
      const stand = await launch(result.tool);
      try {
        result.answered.push(stand.answered);
        result.armed.push(await armed(stand));
        if (stand.server.announced) result.announced.push(stand.server.announced);
      } finally {
        await discard(stand);
      }
    }
  }
  return results;
}

/**
 * When the first save was made of which the subscriber then heard, in ms since the spawn. Saves are
 * spaced wider than the tool's own wait, so that a trailing timer is not put off for ever; where that
 * is long, the figure is as coarse.
 */
async function armed({ tool, server, site }) {
  let heard = false;
  const close = await tool.subscribe(server, () => (heard = true));
  try {
    await server.get('/a.css', { accept: 'text/css,*/*;q=0.1', 'sec-fetch-dest': 'style' });
    for (let version = 1; server.age() < ARMED_LIMIT_MS; version++) {
      const savedAt = server.age();
      await patterns[1].save(site.css, stylesheet(version));
      while (!heard && server.age() < savedAt + Math.max(EDIT_EVERY_MS, tool.throttle)) await sleep(2);
      if (heard) return savedAt;
    }
    return NaN;
  } finally {
    close();
  }
}

export function startTable(results) {
  const [ours] = results;
  const rows = results.map(({ tool, answered, announced, armed: armedAt }) => [
    tool.name,
    ratio(median(answered), median(ours.answered)),
    number(Math.min(...answered)),
    announced.length ? number(median(announced)) : '–',
    ratio(median(armedAt), median(ours.armed)),
  ]);
  return table(['', 'first 200, p50 ms', 'least', 'address line, p50 ms', 'armed, p50 ms'], rows);
}
