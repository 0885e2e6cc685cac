import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, number, quantile, ratio, rotated, table } from './figures.js';
import { patterns, stylesheet } from './saves.js';

const MISSED_AFTER_MS = 3_000;
const STRAGGLERS_MS = 60;

/**
 * Save → event at a subscriber, of all tools at the same time on folders of their own.
 * The clock starts when the file is whole, so an event of a half-written file gains nothing.
 */
export async function latency(stands, rounds) {
  const results = stands.map(({ tool }) => ({ tool, samples: patterns.map(() => newSample()), saves: 0 }));
  const probes = [];
  for (const [i, stand] of stands.entries()) {
    const probe = { ...stand, result: results[i], heard: () => {}, lastSave: 0 };
    probe.close = await stand.tool.subscribe(stand.server, () => probe.heard());
    await useStylesheets(probe); // Vite tells only of files that a page has asked for
    probes.push(probe);
  }
  for (const probe of probes) probe.result.before = probe.server.residentMegabytes();
  for (let round = 0; round < rounds; round++) {
    for (const [p, pattern] of patterns.entries()) {
      for (const probe of rotated(probes, round)) {
        await oneSave(probe, pattern, probe.result.samples[p], round * patterns.length + p + 1);
      }
    }
  }
  for (const probe of probes) {
    probe.result.after = probe.server.residentMegabytes();
    probe.close();
  }
  return results;
}

const newSample = () => ({ delays: [], halfWritten: 0, events: 0, missed: 0 });

async function oneSave(probe, pattern, sample, version) {
  await sleep(Math.max(0, probe.lastSave + probe.tool.throttle - performance.now()));
  const file = probe.site[pattern.file];
  const text = stylesheet(version, pattern.bytes);
  let savedAt = Infinity;
  const heardWhole = new Promise((resolve) => {
    probe.heard = () => {
      const now = performance.now();
      sample.events++;
      if (readFileSync(file, 'utf8') !== text) sample.halfWritten++;
      // An atomic save may be heard before the writer's own call returns: that is 0, not early.
      else resolve(Math.max(0, now - Math.min(savedAt, now)));
    };
  });
  await pattern.save(file, text);
  savedAt = performance.now();
  const delay = await Promise.race([heardWhole, sleep(MISSED_AFTER_MS, undefined, { ref: false })]);
  if (delay === undefined) sample.missed++;
  else sample.delays.push(delay);
  await sleep(STRAGGLERS_MS);
  await useStylesheets(probe);
  probe.lastSave = performance.now();
  probe.result.saves++;
}

/** What a page does after an event; some tools forget a file that nobody asks for again. */
export async function useStylesheets({ server }) {
  for (const url of ['/a.css', '/large.css']) {
    await server.get(url, { accept: 'text/css,*/*;q=0.1', 'sec-fetch-dest': 'style' });
  }
}

export function latencyTables(results) {
  const ours = results[0];
  return patterns.map((pattern, p) => {
    const rows = results.map(({ tool, samples }) => {
      const { delays, halfWritten, events, missed } = samples[p];
      return [
        tool.name,
        ratio(median(delays), median(ours.samples[p].delays)),
        number(quantile(delays, 0.95)),
        halfWritten,
        (events / (delays.length + missed)).toFixed(1),
        missed,
      ];
    });
    return `**${pattern.name}**, ${ours.samples[p].delays.length + ours.samples[p].missed} saves\n\n`
      + table(['', 'p50 ms', 'p95 ms', 'told too early', 'events a save', 'never told when whole'], rows);
  }).join('\n\n');
}

export function memoryTable(results) {
  const rows = results.map(({ tool, before, after }) =>
    [tool.name, ratio(before, results[0].before), ratio(after, results[0].after)]);
  return table(['', 'one page read, MiB', `after ${results[0].saves} saves, MiB`], rows);
}
