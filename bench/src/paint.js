import { setTimeout as sleep } from 'node:timers/promises';
import { Chromium } from './cdp.js';
import { median, number, quantile, ratio, rotated, table } from './figures.js';
import { colour, image, imageWidth, patterns, stylesheet } from './saves.js';

const MISSED_AFTER_MS = 5_000;
const CONNECT_MS = 1_500;
const CLOCK_TRIES = 10;

/**
 * What is saved. `look` runs in the page and says what it shows; `bare` is what a page says that
 * shows nothing, which a frame between two versions should never do.
 */
const kinds = [
  {
    name: 'A stylesheet of 5 KB',
    file: 'css',
    text: (site, version) => stylesheet(version),
    look: `document.querySelector('h1') ? getComputedStyle(document.querySelector('h1')).color : ''`,
    shown: colour,
    bare: 'rgb(0, 0, 0)',
  },
  {
    name: 'An image',
    file: 'mark',
    text: (site, version) => image(version),
    look: `String(document.images[0]?.naturalWidth ?? '')`,
    shown: (version) => `${imageWidth(version)}`,
    bare: '0',
  },
  {
    name: 'The text of the document',
    file: 'html',
    text: (site, version) => site.page.replace('>bench</h1>', `>bench ${version}</h1>`),
    look: `document.querySelector('h1')?.textContent ?? ''`,
    shown: (version) => `bench ${version}`,
    bare: '',
  },
];

// Tells each new state of the page, with the time of the frame that first had it.
const watching = ({ look }) => `(() => {
  let last;
  const frame = () => {
    const shown = ${look};
    if (shown !== last) {
      last = shown;
      report(JSON.stringify({ shown, at: performance.timeOrigin + performance.now() }));
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;

/** Save → the first frame that shows it, in one Chromium with a page a tool, for each kind of file. */
export async function paint(stands, rounds) {
  const results = [];
  for (const kind of kinds) {
    // esbuild tells only of what it bundles.
    const able = stands.filter(({ tool }) => kind.file === 'css' || !tool.bundles);
    results.push({ kind, probes: await paintKind(able, kind, rounds) });
  }
  return results;
}

async function paintKind(stands, kind, rounds) {
  const browser = await Chromium.start();
  try {
    const probes = [];
    for (const stand of stands) probes.push(await openProbe(browser, stand, kind));
    await sleep(CONNECT_MS);
    for (let round = 0; round < rounds; round++) {
      for (const probe of rotated(probes, round)) await oneSave(probe, patterns[round % 2], 100_000 + round);
    }
    return probes;
  } finally {
    await browser.stop();
  }
}

async function openProbe(browser, { tool, server, site }, kind) {
  const probe = { tool, site, kind, delays: [], missed: 0, flashes: 0, reloads: 0, lastSave: 0, shown: () => {} };
  const onEvent = (method, params) => {
    if (method === 'Page.frameNavigated' && probe.ready) probe.reloads++;
    if (method === 'Runtime.bindingCalled') probe.shown(JSON.parse(params.payload));
  };
  await patterns[0].save(site[kind.file], kind.text(site, 99_999));
  probe.call = await browser.open(`http://localhost:${server.port}/`, onEvent, watching(kind));
  probe.offset = await clockOffset(probe.call);
  probe.ready = true;
  return probe;
}

/** The browser's clock minus ours, in ms, from the exchange that took the shortest. */
async function clockOffset(call) {
  let best = { took: Infinity };
  for (let i = 0; i < CLOCK_TRIES; i++) {
    const sent = wallClock();
    const { result } = await call('Runtime.evaluate', { expression: 'performance.timeOrigin + performance.now()' });
    const took = wallClock() - sent;
    if (took < best.took) best = { took, offset: result.value - (sent + took / 2) };
  }
  return best.offset;
}

const wallClock = () => performance.timeOrigin + performance.now();

async function oneSave(probe, pattern, version) {
  const { kind, site } = probe;
  await sleep(Math.max(0, probe.lastSave + probe.tool.throttle - performance.now()));
  const painted = new Promise((resolve) => {
    probe.shown = ({ shown, at }) => {
      if (shown === kind.bare) probe.flashes++;
      if (shown === kind.shown(version)) resolve(at - probe.offset);
    };
  });
  await pattern.save(site[kind.file], kind.text(site, version));
  const saved = wallClock();
  const at = await Promise.race([painted, sleep(MISSED_AFTER_MS, undefined, { ref: false })]);
  if (at === undefined) probe.missed++;
  else probe.delays.push(Math.max(0, at - saved));
  probe.lastSave = performance.now();
}

export function paintTables(results) {
  return results.map(({ kind, probes }) => {
    const ours = median(probes[0].delays);
    const rows = probes.map(({ tool, delays, missed, flashes, reloads }) =>
      [tool.name, ratio(median(delays), ours), number(quantile(delays, 0.95)), flashes, reloads, missed]);
    return `**${kind.name}**\n\n${table(['', 'p50 ms', 'p95 ms', 'frames without it', 'reloads', 'never shown'], rows)}`;
  }).join('\n\n');
}
