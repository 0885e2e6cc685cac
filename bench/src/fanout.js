import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from './crowd.js';
import { median, number, quantile, ratio, rotated, table } from './figures.js';
import { useStylesheets } from './latency.js';
import { patterns, stylesheet } from './saves.js';
import { discard, launch } from './start.js';

export const COUNTS = [1, 100, 1_000, 5_000];
const MISSED_AFTER_MS = 20_000;
const WARM_UP_SAVES = 5;
// The other connections that this process has open, and what each server needs besides.
const SPARE_DESCRIPTORS = 500;
// Fewer streams than this weigh less than what a process gains and loses by itself.
const WEIGHED_FROM = 1_000;

/**
 * Save → first, 99th of 100 and last of many readers, and what a reader weighs. One tool at a time, and
 * a new server for each number of readers, so that none has the heap of the crowd before.
 */
export async function fanOut(tools, rounds) {
  requireDescriptors(Math.max(...COUNTS) + SPARE_DESCRIPTORS);
  const results = tools.map((tool) => ({ tool, counts: [] }));
  for (const [c, count] of COUNTS.entries()) {
    for (const result of rotated(results, c)) result.counts[c] = await measure(result.tool, count, rounds);
  }
  return results;
}

async function measure(tool, count, rounds) {
  const stand = await launch(tool);
  const { start, ...way } = await tool.crowd(stand.server);
  const crowd = new Crowd({ port: stand.server.port, ...way });
  try {
    await crowd.grow(count);
    if (start) await stand.server.get(start);
    const saves = [];
    for (let round = -WARM_UP_SAVES; round < rounds; round++) {
      const delays = await oneSave(stand, crowd, round + WARM_UP_SAVES + 1);
      if (round >= 0) saves.push({ first: Math.min(...delays), p99: quantile(delays, 0.99), last: Math.max(...delays) });
    }
    return { saves, memory: stand.server.residentMegabytes() };
  } catch (error) {
    throw new Error(`${tool.name}, ${count} readers: ${error.message}`, { cause: error });
  } finally {
    await crowd.close();
    await discard(stand);
  }
}

async function oneSave({ tool, server, site }, crowd, version) {
  await sleep(tool.throttle);
  await useStylesheets({ server });
  const heard = crowd.next(MISSED_AFTER_MS);
  await patterns[0].save(site.css, stylesheet(version));
  const savedAt = performance.now();
  // One that hears before the writer's own call returns is at once.
  return (await heard).map((at) => Math.max(0, at - savedAt));
}

function requireDescriptors(needed) {
  // Node raises its own limit as far as it may, and its children have what it has.
  const limit = spawnSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).stdout.trim();
  if (limit !== 'unlimited' && Number(limit) < needed) {
    throw new Error(`${needed} open files are needed, and the system grants ${limit}. Raise the limit: ulimit -n ${needed}`);
  }
}

export function fanOutTables(results) {
  return COUNTS.map((count, c) => {
    const of = (result, figure) => median(result.counts[c].saves.map(figure));
    const last = (result) => of(result, (save) => save.last);
    const spread = (result) => of(result, (save) => save.last - save.first);
    const weight = (result) => ((result.counts[c].memory - result.counts[0].memory) * 1024) / (count - COUNTS[0]);
    const weighed = count >= WEIGHED_FROM;
    const rows = results.map((result) => [
      result.tool.name,
      number(of(result, (save) => save.first)),
      number(of(result, (save) => save.p99)),
      ratio(last(result), last(results[0])),
      ratio(spread(result), spread(results[0])),
      ...(weighed ? [ratio(weight(result), weight(results[0]))] : []),
    ]);
    const head = ['', 'first ms', 'p99 ms', 'last ms', 'first to last, ms', ...(weighed ? ['a reader, KiB'] : [])];
    const readers = count === 1 ? '1 reader' : `${count.toLocaleString('en')} readers`;
    return `**${readers}**, ${results[0].counts[c].saves.length} saves\n\n${table(head, rows)}`;
  }).join('\n\n');
}
