import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../browser/browsers.js';
import { createHost } from './host.js';
import { createChance } from './random.js';
import { createSite } from './site.js';
import { openTab } from './tabs.js';

/** The tabs of each window: the path, and the file that is there. */
const WINDOWS = [
  [
    ['', 'index.html'],
    ['second.html', 'second.html'],
    ['late.html', 'late.html'],
  ],
  [
    ['frame.html', 'frame.html'],
    ['', 'index.html'],
    ['never.html', 'never.html'],
  ],
];

/** How often each deed is done, beside the others. */
const WEIGHTS = {
  edit: 16,
  burst: 3,
  many: 3,
  'edit and take back': 3,
  'save the same': 4,
  touch: 4,
  delete: 4,
  'create again': 8,
  'rename away': 2,
  'rename back': 3,
  'rename a folder': 1,
  kill: 4,
  stop: 1,
  start: 4,
  show: 5,
};

/** At most so many deeds between two looks at the pages. */
const DEEDS = 8;

/** Pauses after a deed, in milliseconds: within one batch, about as long as one takes, after it. */
const PAUSES = [0, 30, 600];

/** How many actions, and lines of the server and of a page, a failure tells. */
const TOLD = 40;

/**
 * Changes a site, kills and starts its server at random while pages of it are open, and compares
 * what they show with the disk. Throws when a page is stale, or has navigated without need.
 *
 * @param {{ seed: number, minutes: number, tell: (line: string) => void }} how
 * @returns how often what was done
 */
export async function soak({ seed, minutes, tell }) {
  const folder = mkdtempSync(join(tmpdir(), 'livereload-soak-'));
  // What the servers keep from run to run shall not lie among the user's.
  process.env.XDG_STATE_HOME = join(folder, 'state');
  const chance = createChance(seed);
  const host = createHost(join(folder, 'site'));
  const site = createSite(join(folder, 'site'), chance, host.outage);
  site.fill();
  await host.start();
  const browser = await launch('chromium');
  try {
    const windows = await openWindows(browser, host.url(), site);
    return await run(minutes, { seed, tell, chance, site, host, windows });
  } finally {
    await browser.close();
    await host.end('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {import('./site.js').Site} site
 */
async function openWindows(browser, url, site) {
  const windows = [];
  for (const paths of WINDOWS) {
    const tabs = [];
    for (const [path, own] of paths) {
      const page = await browser.newPage({ type: tabs.length ? 'tab' : 'window' });
      const tab = await openTab(page, url + path, own);
      await tab.settle(site.disk);
      tab.begin(site.steps);
      tabs.push(tab);
    }
    const front = tabs[tabs.length - 1];
    front.see();
    windows.push({ tabs, front });
  }
  return windows;
}

/**
 * @typedef {object} World
 * @property {number} seed
 * @property {(line: string) => void} tell
 * @property {ReturnType<typeof createChance>} chance
 * @property {import('./site.js').Site} site
 * @property {ReturnType<typeof createHost>} host
 * @property {Awaited<ReturnType<typeof openWindows>>} windows
 *
 * @param {number} minutes
 * @param {World} world
 */
async function run(minutes, { seed, tell, chance, site, host, windows }) {
  const counts = {
    actions: 0,
    kills: 0,
    looks: 0,
    unseen: 0,
    due: 0,
    navigations: 0,
    errors: 0,
    cuts: 0,
  };
  /** @type {string[]} */
  const actions = [];
  const deeds = { ...site.deeds, kill, stop, start, show };

  async function kill() {
    if (!host.runs()) return 'nothing';
    counts.kills++;
    await host.end('SIGKILL');
    return 'the server';
  }

  async function stop() {
    if (!host.runs()) return 'nothing';
    await host.end('SIGTERM');
    return 'the server';
  }

  async function start() {
    if (host.runs()) return 'nothing';
    await host.start();
    return 'the server';
  }

  async function show(window = chance.pick(windows), tab = chance.pick(window.tabs)) {
    await tab.page.bringToFront();
    window.front = tab;
    tab.see();
    return tab.own;
  }

  async function act() {
    const name = /** @type {keyof typeof deeds} */ (chance.weighted(WEIGHTS));
    note(name, await deeds[name]());
    await pause(chance.below(chance.pick(PAUSES) + 1));
    site.bringFolderBack();
  }

  /** @param {string} what @param {string} which */
  function note(what, which) {
    if (which === 'nothing') return;
    counts.actions++;
    actions.push(`${new Date().toISOString().slice(11, 23)} ${what}: ${which}`);
  }

  /** Looks at some of the tabs: those that nobody sees are now and then left alone for longer. */
  async function look() {
    note('start', await start());
    note('barrier', `${site.barrier()}`);
    for (const window of windows) {
      const others = window.tabs.filter((tab) => tab !== window.front && chance.happens(0.5));
      for (const tab of [window.front, ...others]) {
        counts.looks++;
        if (!tab.wasSeen()) await judgeUnseen(tab);
        await show(window, tab);
        await judge(tab);
      }
      window.front.see();
    }
  }

  /** @param {import('./tabs.js').Tab} tab */
  async function judgeUnseen(tab) {
    counts.unseen++;
    if (!(await tab.page.evaluate(() => document.hidden))) fail(tab, ['is not hidden']);
    if (tab.navigations.main) fail(tab, ['has navigated while nobody saw it']);
  }

  /** @param {import('./tabs.js').Tab} tab */
  async function judge(tab) {
    const due = tab.isDue(site.disk);
    const wrong = await tab.settle(site.disk);
    for (const cut of tab.cuts.splice(0)) {
      counts.cuts++;
      tell(`loaded by hand: ${cut}`);
    }
    if (wrong.length) fail(tab, wrong);
    const needless = tab.needless(site.steps);
    if (needless.length) fail(tab, needless);
    counts.due += due ? 1 : 0;
    counts.navigations += tab.navigations.main;
    counts.errors += tab.navigations.errors;
    tab.begin(site.steps);
  }

  /** @param {import('./tabs.js').Tab} tab @param {string[]} what @returns {never} */
  function fail(tab, what) {
    throw new Error(
      [
        `SOAK_SEED=${seed}, after ${JSON.stringify(counts)}:`,
        ...what,
        ...['-- actions', ...actions.slice(-TOLD)],
        ...[`-- ${tab.own} says`, ...tab.lines.slice(-TOLD)],
        ...['-- the server says', ...host.lines().slice(-TOLD)],
      ].join('\n'),
    );
  }

  await look();
  for (const end = Date.now() + minutes * 60_000; Date.now() < end;) {
    for (let i = chance.below(DEEDS); i >= 0; i--) await act();
    await look();
  }
  return counts;
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((next) => setTimeout(next, milliseconds));
}
