import { setTimeout as sleep } from 'node:timers/promises';
import { Chromium } from './cdp.js';
import { median, number, quantile, ratio, rotated, table } from './figures.js';
import { colour, patterns, stylesheet } from './saves.js';

const MISSED_AFTER_MS = 5_000;
const CONNECT_MS = 1_500;
const CLOCK_TRIES = 10;

// Tells each new colour of the heading, with the time of the frame that first had it. A frame
// without the stylesheet counts as a flash.
const WATCH = `(() => {
  let last = '';
  const look = () => {
    const heading = document.querySelector('h1');
    const shown = heading ? getComputedStyle(heading).color : '';
    if (shown && shown !== last) {
      last = shown;
      report(JSON.stringify({ shown, at: performance.timeOrigin + performance.now() }));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;
const UNSTYLED = 'rgb(0, 0, 0)';

/** Save → the first frame whose computed style is the new one, in one Chromium with a page a tool. */
export async function paint(stands, rounds) {
  const browser = await Chromium.start();
  try {
    const probes = [];
    for (const stand of stands) probes.push(await openProbe(browser, stand));
    await sleep(CONNECT_MS);
    for (let round = 0; round < rounds; round++) {
      for (const probe of rotated(probes, round)) await oneSave(probe, patterns[round % 2], 100_000 + round);
    }
    return probes;
  } finally {
    await browser.stop();
  }
}

async function openProbe(browser, { tool, server, site }) {
  const probe = { tool, site, delays: [], missed: 0, flashes: 0, reloads: 0, lastSave: 0, shown: () => {} };
  const onEvent = (method, params) => {
    if (method === 'Page.frameNavigated' && probe.ready) probe.reloads++;
    if (method === 'Runtime.bindingCalled') probe.shown(JSON.parse(params.payload));
  };
  await patterns[0].save(site.css, stylesheet(99_999));
  probe.call = await browser.open(`http://localhost:${server.port}/`, onEvent, WATCH);
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
  await sleep(Math.max(0, probe.lastSave + probe.tool.throttle - performance.now()));
  const painted = new Promise((resolve) => {
    probe.shown = ({ shown, at }) => {
      if (shown === UNSTYLED) probe.flashes++;
      if (shown === colour(version)) resolve(at - probe.offset);
    };
  });
  await pattern.save(probe.site.css, stylesheet(version));
  const saved = wallClock();
  const at = await Promise.race([painted, sleep(MISSED_AFTER_MS, undefined, { ref: false })]);
  if (at === undefined) probe.missed++;
  else probe.delays.push(Math.max(0, at - saved));
  probe.lastSave = performance.now();
}

export function paintTable(probes) {
  const ours = median(probes[0].delays);
  const rows = probes.map(({ tool, delays, missed, flashes, reloads }) =>
    [tool.name, ratio(median(delays), ours), number(quantile(delays, 0.95)), flashes, reloads, missed]);
  return table(['', 'p50 ms', 'p95 ms', 'unstyled flashes', 'reloads', 'never shown'], rows);
}
