import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, number, ratio, table } from './figures.js';
import { atomic, inPlace, stylesheet } from './saves.js';
import { discard, launch } from './start.js';

const FOLDER_FILES = 100;
const ARMED_LIMIT_MS = 40_000;
const MISSED_AFTER_MS = 3_000;
const BURST_FILES = 200;
const BURST_SILENCE_MS = 1_500;

/**
 * One tool at a time on a folder of each size, so that none waits for another: spawn → first save
 * of a deep file that a subscriber hears of, save → event, a burst of new files, memory.
 */
export async function watch(tools, sizes, rounds, log) {
  const results = [];
  for (const size of sizes) {
    log(`watch, ${size} files`);
    const home = await mkdtemp(path.join(tmpdir(), 'livereload-tree-'));
    const tree = path.join(home, 'tree');
    await makeTree(tree, size);
    const rows = [];
    for (const tool of tools) rows.push(await one(tool, tree, rounds));
    results.push({ size, rows });
    await rm(home, { recursive: true });
  }
  return results;
}

/** Folders of 100 files, ten in each folder above. */
async function makeTree(tree, files) {
  for (let folder = 0; folder * FOLDER_FILES < files; folder++) {
    const at = path.join(tree, `d${Math.floor(folder / 10)}`, `e${folder % 10}`);
    await mkdir(at, { recursive: true });
    const here = Math.min(FOLDER_FILES, files - folder * FOLDER_FILES);
    await Promise.all(Array.from({ length: here }, (_, i) => writeFile(path.join(at, `${i}.css`), `a { margin: ${i}px }\n`)));
  }
}

async function one(tool, tree, rounds) {
  const stand = await launch(tool, tree);
  try {
    const probe = { ...stand, ...deepFile(stand), events: 0, lastEvent: 0, version: 0 };
    const close = await tool.subscribe(stand.server, () => {
      probe.events++;
      probe.lastEvent = performance.now();
    });
    const armed = await firstHeard(probe);
    const before = stand.server.residentMegabytes();
    const delays = { inPlace: [], atomic: [] };
    for (let round = 0; round < rounds; round++) {
      delays.inPlace.push(await delay(probe, inPlace));
      delays.atomic.push(await delay(probe, atomic));
    }
    const burst = await burstOf(probe);
    const after = stand.server.residentMegabytes();
    close();
    return { tool, answered: stand.answered, armed, delays, burst, before, after };
  } finally {
    // It takes a second to make, and each tool may have it.
    await rename(path.join(stand.site.served, 'tree'), tree);
    await discard(stand);
  }
}

/** esbuild watches what it bundles, and serves the tree; the others are asked about a deep file. */
function deepFile({ tool, site }) {
  return tool.bundles
    ? { file: site.css, url: '/a.css' }
    : { file: path.join(site.served, 'tree/d0/e0/0.css'), url: '/tree/d0/e0/0.css' };
}

async function save(probe, pattern) {
  await probe.server.get(probe.url, { accept: 'text/css,*/*;q=0.1', 'sec-fetch-dest': 'style' });
  await pattern(probe.file, stylesheet(++probe.version));
}

/** In ms since the spawn, when the save was made that was heard; as coarse as the tool's own wait. */
async function firstHeard(probe) {
  const pause = Math.max(50, probe.tool.throttle);
  while (probe.server.age() < ARMED_LIMIT_MS) {
    const savedAt = probe.server.age();
    const { events } = probe;
    await save(probe, atomic);
    while (probe.events === events && probe.server.age() < savedAt + pause) await sleep(2);
    if (probe.events > events) return savedAt;
  }
  return NaN;
}

async function delay(probe, pattern) {
  await sleep(probe.tool.throttle);
  const { events } = probe;
  await save(probe, pattern);
  const savedAt = performance.now();
  while (probe.events === events && performance.now() < savedAt + MISSED_AFTER_MS) await sleep(1);
  return probe.events > events ? Math.max(0, probe.lastEvent - savedAt) : NaN;
}

/** New files in a new folder, as a build makes them: when the last is told, and by how many events. */
async function burstOf(probe) {
  await sleep(probe.tool.throttle);
  const { events } = probe;
  const folder = path.join(probe.site.served, 'burst');
  await mkdir(folder);
  for (let i = 0; i < BURST_FILES; i++) await writeFile(path.join(folder, `${i}.css`), `b { margin: ${i}px }\n`);
  const writtenAt = performance.now();
  probe.lastEvent = Math.max(probe.lastEvent, writtenAt);
  while (performance.now() < probe.lastEvent + BURST_SILENCE_MS) await sleep(20);
  const told = probe.events - events;
  return { told, last: told ? probe.lastEvent - writtenAt : NaN };
}

export function watchTables(results) {
  return results.map(({ size, rows }) => {
    const [ours] = rows;
    const lines = rows.map(({ tool, armed, delays, burst, before, after }) => [
      tool.name,
      ratio(armed, ours.armed),
      ratio(median(heard(delays.inPlace)), median(heard(ours.delays.inPlace))),
      ratio(median(heard(delays.atomic)), median(heard(ours.delays.atomic))),
      missed(delays),
      `${burst.told}, ${number(burst.last)}`,
      ratio(before, ours.before),
      ratio(after, ours.after),
    ]);
    const head = ['', 'armed, ms', 'in place, p50 ms', 'temp + rename, p50 ms', 'not told',
      `burst of ${BURST_FILES}: events, last after ms`, 'armed, MiB', 'in the end, MiB'];
    return `**${size.toLocaleString('en')} files**\n\n${table(head, lines)}`;
  }).join('\n\n');
}

const heard = (delays) => delays.filter((ms) => !Number.isNaN(ms));
const missed = ({ inPlace: one, atomic: other }) => [...one, ...other].filter(Number.isNaN).length;
