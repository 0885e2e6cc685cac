import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, number, quantile, table } from './figures.js';
import { project } from './paths.js';
import { freePort, Server } from './server.js';
import { eventStream } from './subscribe.js';

/** Its last act is to say when it ended, in nanoseconds since 1970. */
const COMMAND = 'cp src/a.txt site/a.txt && date +%s%N > ended';
const LIMIT_MS = 10_000;
const PAUSE_MS = 300;

const now = () => performance.timeOrigin + performance.now();

/** Saves the source of a command that copies it, again and again, and times what a page hears. */
export async function build(rounds) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'build-'));
  for (const name of ['src', 'site']) await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, 'site', 'a.txt'), '');
  const port = await freePort();
  const jar = path.join(project, 'target', 'livereload.jar');
  const run = 'cd "$0" && exec java -jar "$1" --port "$2" --build "src/*.txt=$3" site';
  const server = new Server({ name: 'livereload', argv: ['sh', '-c', run, folder, jar, `${port}`, COMMAND], port, probe: '/a.txt' });
  try {
    await server.firstAnswer();
    const heard = { built: [], change: [] };
    for (const event of ['built', 'change']) {
      await eventStream(port, '/__livereload/events', event, () => heard[event].push(now()));
    }
    const result = { toBuilt: [], toChange: [], whole: [], byHand: [] };
    await sleep(1_000);
    for (let round = 0; round < rounds; round++) {
      const changes = heard.change.length;
      const saved = now();
      await writeFile(path.join(folder, 'src', 'a.txt'), `${round} ${saved}`);
      while (heard.change.length === changes) {
        if (now() - saved > LIMIT_MS) throw new Error(`no change was told. Output:\n${server.output}`);
        await sleep(1);
      }
      const ended = Number(await readFile(path.join(folder, 'ended'), 'utf8')) / 1e6;
      result.toBuilt.push(heard.built.at(-1) - ended);
      result.toChange.push(heard.change.at(-1) - ended);
      result.whole.push(heard.change.at(-1) - saved);
      const began = now();
      spawnSync('sh', ['-c', COMMAND], { cwd: folder });
      result.byHand.push(now() - began);
      await sleep(PAUSE_MS);
    }
    return result;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export function buildTable({ toBuilt, toChange, whole, byHand }) {
  const row = (name, values) => [name, number(median(values)), number(quantile(values, 0.95))];
  return table(
    ['', 'p50 ms', 'p95 ms'],
    [
      row('end of the command → `built`', toBuilt),
      row('end of the command → `change`', toChange),
      row('save → `change`', whole),
      row('the command by hand', byHand),
    ],
  );
}
