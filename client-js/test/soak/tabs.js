import { allowed, outdated, stale } from './judge.js';
import { PAGES, SHEETS, propertyOf, readShown } from './pages.js';

/** How long a page may take to show what the disk has, in milliseconds: it retries every 5 s. */
const DEADLINE = 20_000;

/** A page on which nothing has happened for so long has done what it was told, in milliseconds. */
const QUIET = 400;

/**
 * How long a page has to heal that the server's end has cut off from parts of it, in milliseconds:
 * longer than the longest wait between two tries.
 */
const HEALING = 7000;

const PROPERTIES = Object.keys(SHEETS).map(propertyOf);

/**
 * @typedef {import('puppeteer-core').Page} Page
 * @typedef {import('./judge.js').Disk} Disk
 * @typedef {import('./judge.js').Shown} Shown
 * @typedef {import('./judge.js').Step} Step
 * @typedef {Awaited<ReturnType<typeof openTab>>} Tab
 */

/**
 * Opens a page, and keeps account of it from one look at it to the next.
 *
 * @param {Page} page
 * @param {string} url
 * @param {string} own the file at that address
 */
export async function openTab(page, url, own) {
  const watched = watch(page);
  const inner = PAGES[own]?.frame ?? '';
  /** @type {Shown} */
  let shown = { file: '', versions: {}, ready: false };
  /** @type {Shown | undefined} */
  let inside;
  /** How many steps the last look has seen. */
  let since = 0;
  /** Whether anybody could see it since the last look. */
  let seen = true;
  /** @type {string[]} what was wrong when it had to be loaded by hand */
  const cuts = [];
  let lookedAt = { file: '', inside: '' };

  /** @param {Disk} disk */
  async function faults(disk) {
    try {
      const frames = page.mainFrame().childFrames();
      shown = await page.evaluate(readShown, PROPERTIES);
      inside = frames.length ? await frames[0].evaluate(readShown, PROPERTIES) : undefined;
      return [...stale(own, disk, shown), ...(inside ? stale(inner, disk, inside) : [])];
    } catch (error) {
      // A page that is just navigating answers no question.
      return [`${own}: ${error}`];
    }
  }

  await page.goto(url);

  return {
    own,
    page,
    lines: watched.lines,
    cuts,
    navigations: watched.navigations,
    wasSeen: () => seen,
    see() {
      seen = true;
    },

    /**
     * Waits until it shows what the disk has, and rests; returns what is wrong instead.
     *
     * @param {Disk} disk
     */
    async settle(disk) {
      const start = Date.now();
      const end = start + DEADLINE;
      for (;;) {
        const wrong = await faults(disk);
        if (!wrong.length && watched.rests()) return [];
        if (watched.failed.length && Date.now() > start + HEALING) {
          cuts.push(`${own}: ${wrong}; failed: ${watched.failed}`);
          await page.goto(url);
          watched.navigations.main--;
        }
        if (Date.now() > end) return wrong.length ? wrong : [`${own}: does not come to rest`];
        await new Promise((next) => setTimeout(next, 50));
      }
    },

    /**
     * Whether what it showed at the last look needs a navigation.
     *
     * @param {Disk} disk
     */
    isDue: (disk) => outdated(own, disk, shown).length > 0,

    /**
     * Returns what it has done without need since the last look.
     *
     * @param {Step[]} steps
     */
    needless(steps) {
      const news = steps.slice(since);
      // Unseen, it makes all that it has heard one.
      const most = seen ? Infinity : 1;
      const { main, frame } = watched.navigations;
      const limit = Math.min(most, allowed(own, lookedAt.file, news));
      // A frame is loaded anew with its page.
      const inLimit = main + Math.min(most, inner ? allowed(inner, lookedAt.inside, news) : 0);
      return [
        ...(main > limit ? [`${own}: ${main} navigations where ${limit} may be`] : []),
        ...(frame > inLimit ? [`${inner}: ${frame} navigations where ${inLimit} may be`] : []),
      ];
    },

    /**
     * Begins a new account.
     *
     * @param {Step[]} steps
     */
    begin(steps) {
      lookedAt = { file: shown.file, inside: inside?.file ?? '' };
      since = steps.length;
      seen = false;
      watched.begin();
    },
  };
}

/**
 * Counts the navigations of a page, and notes what it says.
 *
 * @param {Page} page
 */
function watch(page) {
  /** @type {string[]} */
  const lines = [];
  const navigations = { main: 0, frame: 0, errors: 0 };
  let lastMove = Date.now();
  let isLeaving = false;
  /** @type {string[]} what the document that is there, or comes, did not get */
  let failed = [];
  /** @param {string} text */
  function note(text) {
    lines.push(`${new Date().toISOString().slice(11, 23)} ${text}`);
    lastMove = Date.now();
  }
  page.on('console', (message) => {
    const text = message.text();
    note(text);
    if (text.includes('reloading')) isLeaving = true;
    if (/stays until|not again/.test(text)) isLeaving = false;
  });
  page.on('request', (request) => {
    if (request.resourceType() === 'document') failed = [];
  });
  page.on('requestfailed', (request) => {
    // What the client asks for while the server is away is asked for again.
    if (request.resourceType() !== 'fetch' || request.url().includes('/data/')) {
      failed.push(`${new URL(request.url()).pathname} (${request.failure()?.errorText})`);
    }
  });
  page.on('framenavigated', (frame) => {
    note(`-- ${frame.url()}`);
    isLeaving = false;
    // The browser's own page for a server that does not answer: it tries again by itself.
    if (frame.url().startsWith('chrome-error:')) navigations.errors++;
    else if (frame === page.mainFrame()) navigations.main++;
    else navigations.frame++;
  });
  return {
    lines,
    navigations,
    get failed() {
      return failed;
    },
    rests: () => !isLeaving && Date.now() - lastMove > QUIET,
    begin: () => Object.assign(navigations, { main: 0, frame: 0, errors: 0 }),
  };
}
