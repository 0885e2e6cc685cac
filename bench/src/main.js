import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, buildTable } from './build.js';
import { latency, latencyTables, memoryTable } from './latency.js';
import { paint, paintTables } from './paint.js';
import { fanOut, fanOutTables } from './fanout.js';
import { patch, patchTable } from './patch.js';
import { cache, project } from './paths.js';
import { proxy, proxyTables } from './proxy.js';
import { withSections } from './sections.js';
import { serve, serveTable } from './serve.js';
import { discard, launch, start, startTable } from './start.js';
import { tools, watchingTools } from './tools.js';
import { watch, watchTables } from './watch.js';
import { weight, weightTable } from './weight.js';

const HELP = `bench/run [--quick] [--write] [--only NAME]... [PART]...
PART: start latency fanout watch paint patch build serve proxy weight; all of them when none is named
--quick  a few rounds, under seven minutes; the full run takes under thirty
--write  these parts into docs/benchmarks.md as well
--only   tools whose name contains NAME; ratios are to the first one`;
const PARTS = ['start', 'latency', 'fanout', 'watch', 'paint', 'patch', 'build', 'serve', 'proxy', 'weight'];
const ROUNDS = {
  full: { start: 10, latency: 25, fanout: 15, watch: 10, paint: 40, patch: 7, build: 30, serve: 3, proxy: 3 },
  quick: { start: 3, latency: 5, fanout: 3, watch: 3, paint: 6, patch: 2, build: 6, serve: 1, proxy: 1 },
};
const SIZES = { full: [20, 10_000, 100_000], quick: [20, 10_000] };
const SERVE_SECONDS = 5;
const PROXY = { full: { asked: 2_000, seconds: 8 }, quick: { asked: 300, seconds: 3 } };
const ARCHIVE_LIMIT_MS = 60_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    write: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  },
});
const unknown = positionals.find((part) => !PARTS.includes(part));
if (options.help || unknown) {
  console.error(unknown ? `Unknown part "${unknown}". Parts are ${PARTS.join(', ')}.` : HELP);
  process.exit(unknown ? 2 : 0);
}

const rounds = ROUNDS[options.quick ? 'quick' : 'full'];
const parts = positionals.length ? positionals : PARTS;
const named = tools.filter(({ name }) => !options.only || options.only.some((only) => name.includes(only)));
const chosen = named.filter(({ fanOutOnly }) => !fanOutOnly);
const began = performance.now();
const sections = [];

const log = (text) => console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);

async function withAll(work) {
  const stands = [];
  try {
    for (const tool of chosen.filter(({ startOnly }) => !startOnly)) stands.push(await launch(tool));
    return await work(stands);
  } finally {
    await Promise.all(stands.map(discard));
  }
}

/** The launcher makes its archive beside the first run of a jar; what is measured are the later ones. */
async function warmLauncher() {
  if (!chosen.some(({ env }) => env)) return;
  await rm(path.join(cache, 'xdg'), { recursive: true, force: true });
  const built = spawnSync(path.join(project, 'bin', 'livereload'), ['--version'], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) throw new Error('bin/livereload does not build or does not run, see above');
  const stand = await launch(chosen.find(({ env, startOnly }) => env && !startOnly) ?? chosen[0]);
  try {
    const limit = performance.now() + ARCHIVE_LIMIT_MS;
    const made = async () => (await readdir(path.join(cache, 'xdg', 'livereload')).catch(() => []))
      .some((name) => /\.(jsa|aot)$/.test(name));
    while (!(await made())) {
      if (performance.now() > limit) throw new Error('bin/livereload made no class-data archive within a minute');
      await sleep(200);
    }
  } finally {
    await discard(stand);
  }
}

const version = (command, ...args) => {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n')[0];
};

function machine() {
  const cores = os.cpus();
  const system = version('sh', '-c', '. /etc/os-release && echo "$PRETTY_NAME"');
  return `${cores.length} cores (${cores[0].model}), `
    + `${Math.round(os.totalmem() / 2 ** 30)} GB, ${system}, Linux ${os.release()}, Node ${process.version}, `
    + `${version('java', '-version').replaceAll('"', '')}, ${version(process.env.CHROMIUM ?? 'chromium', '--version')}.`;
}

const load = os.loadavg()[0];
if (parts.some((part) => part !== 'patch' && part !== 'build')) await warmLauncher();
if (parts.includes('start')) {
  log('start');
  sections.push(`## Start\n\nOne at a time, ${rounds.start} starts each on a folder of 20 files. Armed is when the first save `
    + `was made of which a page that connected at once then heard; where a tool waits before it tells, the figure is as coarse as that.\n\n`
    + startTable(await start(chosen, rounds.start)));
}
if (parts.includes('latency')) {
  log('latency and memory');
  const results = await withAll((stands) => latency(stands, rounds.latency));
  sections.push(`## Save to event\n\nAt a subscriber over the tool's own channel, from the moment the file is whole.\n\n${latencyTables(results)}`);
  sections.push(`## Resident memory\n\nOf the process and its children.\n\n${memoryTable(results)}`);
}
if (parts.includes('fanout')) {
  log('fan-out');
  const results = await fanOut(named.filter(({ crowd, startOnly }) => crowd && !startOnly), rounds.fanout);
  sections.push(`## Many readers\n\nFrom the save of a stylesheet of 5 KB to each reader, a bare socket; the readers' own time is in it, `
    + `the same for all. Medians of the saves. What a reader weighs is what the server, started anew for each number of readers, has more in memory than with one.\n\n${fanOutTables(results)}`);
}
if (parts.includes('watch')) {
  const watching = watchingTools().filter(({ name }) => !options.only || options.only.some((only) => name.includes(only)));
  const sizes = SIZES[options.quick ? 'quick' : 'full'];
  const results = await watch(watching, sizes, rounds.watch, log);
  sections.push(`## Watching, by the size of the folder\n\nOne tool at a time, one start and ${rounds.watch} saves of each kind. `
    + `Armed is when the first save of a deep file was made that a subscriber heard of, in steps of the tool's own wait. `
    + `esbuild is asked about a file that it bundles: it watches no others.\n\n${watchTables(results)}`);
}
if (parts.includes('paint')) {
  log('paint');
  sections.push(`## Save to paint in Chromium\n\nSaved in place and by temp + rename in turn, until the first frame that `
    + `shows it; ${rounds.paint} saves each.\n\n${paintTables(await withAll((stands) => paint(stands, rounds.paint)))}`);
}
if (parts.includes('patch')) {
  log('patch');
  sections.push(`## Patching HTML in Chromium\n\nA page of cards, in each of which somebody typed, and a script set a class and added `
    + `an element. From the request for the new page until it is laid out, p50 of ${rounds.patch}; for a reload until it is loaded. `
    + `Kept is the share of that state, and of the elements themselves.\n\n${patchTable(await patch(rounds.patch))}`);
}
if (parts.includes('serve')) {
  log('serve');
  const results = await serve(chosen.filter(({ startOnly }) => !startOnly), rounds.serve, SERVE_SECONDS);
  sections.push(`## Requests a second\n\nBy wrk over 32 connections that are kept, ${SERVE_SECONDS} s each, median of ${rounds.serve}, `
    + `warmed by nothing. nginx injects nothing, nor does esbuild.\n\n${serveTable(results)}`);
}
if (parts.includes('proxy')) {
  log('proxy');
  const { asked, seconds } = PROXY[options.quick ? 'quick' : 'full'];
  sections.push(`## Before a server of your own\n\nA server of Node behind, which answers with JSON, a page that gets the tag, and 1 MB, `
    + `takes uploads of 8 MB, echoes over WebSockets and sends event streams; ${asked} requests of each kind. Then all of it at once `
    + `for ${seconds} s: wrk over 16 connections, 2 uploads, 20 WebSockets, 20 streams. Every body, echo and event is compared; `
    + `rounds: ${rounds.proxy}.\n\n${proxyTables(await proxy(rounds.proxy, asked, seconds))}`);
}
if (parts.includes('build')) {
  log('build');
  sections.push(`## Builds\n\nA command that copies a file, started by a save; ${rounds.build} saves.\n\n${buildTable(await build(rounds.build))}`);
}
if (parts.includes('weight')) {
  log('weight');
  sections.push(`## Client\n\nWhat a page loads of it, the tag included; esbuild's is the snippet of its manual.\n\n`
    + weightTable(await withAll(weight)));
}

const head = `# Benchmarks

Written by \`bench/run --write PART...\`: in each part all tools side by side in one run, their order turned each round.
Times in parentheses are multiples of ours.

${machine()}`;
const measured = `Measured on ${new Date().toISOString().slice(0, 10)}; load at the start ${load.toFixed(1)}.`;
const fresh = sections.map((section) => `${section.trim()}\n\n${measured}`);
console.log([head, ...fresh].join('\n\n'));
if (options.write) {
  const file = path.join(project, 'docs', 'benchmarks.md');
  writeFileSync(file, withSections(readFileSync(file, 'utf8'), head, fresh));
}
log('done');
process.exit(0);
