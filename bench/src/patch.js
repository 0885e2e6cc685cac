import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFake } from '../../client-js/test/browser/fake-server.js';
import { Chromium } from './cdp.js';
import { median, ratio, rotated, table } from './figures.js';
import { cache, project, require } from './paths.js';

const NODES = [1_000, 5_000, 20_000];
const NODES_A_CARD = 11;
const READY_MS = 20_000;

const card = (i, text = `text of ${i}`) =>
  `<article class="card"><h2>Card ${i}</h2><p>Some <b>${text}</b> here</p><label>Name <input></label></article>`;
const pageOf = (cards) =>
  `<!doctype html><html><head><title>Bench</title></head><body><main>${cards.join('')}</main></body></html>`;

/** What an author does to a page of cards. */
const EDITS = {
  'one text': (cards) => cards.with(cards.length >> 1, card(cards.length >> 1, 'another')),
  'a card at the top': (cards) => [card('new'), ...cards],
  'every tenth text': (cards) => cards.map((html, i) => (i % 10 ? html : card(i, 'another'))),
  reversed: (cards) => cards.toReversed(),
};

// In place of the client: three ways to bring the page up to date, each until it is laid out, and
// what the page holds that no server knows.
const PAGE = `{
  const tag = document.currentScript;
  import(new URL('html.js', tag.src)).then(({ createDocumentPatcher }) => {
    window.patch = createDocumentPatcher({ tag, src: tag.src });
  });
  window.ways = {
    livereload: async () => {
      const { effect, reason } = await patch();
      if (effect !== 'patched') throw new Error(reason);
    },
    idiomorph: async () => {
      const answer = await fetch(location.href, { cache: 'no-store' });
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
      Idiomorph.morph(document.body, next.body);
    },
  };
  window.measure = async (way) => {
    const began = performance.now();
    await ways[way]();
    document.body.getBoundingClientRect();
    return performance.now() - began;
  };
  window.use = () => {
    window.cards = [...document.querySelectorAll('.card')];
    window.names = cards.map((card) => card.firstChild.textContent);
    for (const card of cards) {
      card.querySelector('input').value = 'typed';
      card.classList.add('seen');
      card.append(document.createElement('mark'));
    }
    document.body.getBoundingClientRect();
  };
  window.kept = () => {
    if (!window.cards) return 0;
    const facts = cards.flatMap((card, i) => [
      card.isConnected && card.firstChild.textContent === names[i],
      card.isConnected && card.querySelector('input').value === 'typed',
      card.isConnected && card.classList.contains('seen'),
      card.isConnected && !!card.querySelector('mark'),
    ]);
    return facts.filter(Boolean).length / facts.length;
  };
}`;

/** Brings pages up to date by a patch, by idiomorph over the body, and by a reload. */
export async function patch(rounds) {
  const root = mkdtempSync(path.join(tmpdir(), 'livereload-bench-patch-'));
  const { outputFiles } = require(`${cache}node_modules/esbuild`).buildSync({
    entryPoints: [path.join(project, 'client-js/src/patch-html.js')],
    bundle: true, minify: true, format: 'esm', target: 'es2020', write: false, outdir: root,
  });
  const idiomorph = readFileSync(`${cache}node_modules/idiomorph/dist/idiomorph.min.js`);
  const client = {
    'client.js': Buffer.from(`${idiomorph};${PAGE}`),
    'html.js': Buffer.from(outputFiles[0].contents),
  };
  const site = await startFake({ root, client });
  const browser = await Chromium.start();
  try {
    const file = path.join(root, 'index.html');
    writeFileSync(file, pageOf([]));
    const call = await browser.open(site.url, () => {}, '');
    const run = async (expression) => {
      const { result, exceptionDetails } = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    };
    await loaded(run);
    await run('use()');
    const results = [];
    for (const nodes of NODES) {
      for (const [name, edit] of Object.entries(EDITS)) {
        const result = { nodes, name, times: { livereload: [], idiomorph: [], reload: [] }, kept: {} };
        const cards = Array.from({ length: Math.round(nodes / NODES_A_CARD) }, (_, i) => card(i));
        for (let round = 0; round < rounds; round++) {
          for (const way of rotated(Object.keys(result.times), round)) {
            writeFileSync(file, pageOf(cards));
            await load(call, run);
            await run('use()');
            writeFileSync(file, pageOf(edit(cards)));
            const time = way === 'reload' ? await load(call, run) : await run(`measure(${JSON.stringify(way)})`);
            result.times[way].push(time);
            result.kept[way] = await run('kept()');
          }
        }
        results.push(result);
      }
    }
    return results;
  } finally {
    await browser.stop();
    await site.close();
    rmSync(root, { recursive: true });
  }
}

/** Loads the page anew, and returns how long that took until it was loaded, in ms. */
async function load(call, run) {
  await call('Page.reload');
  return loaded(run);
}

async function loaded(run) {
  const limit = performance.now() + READY_MS;
  const isReady = `'patch' in window && !window.cards && performance.getEntriesByType('navigation')[0].loadEventEnd`;
  for (;;) {
    // The old page answers until the new one is there.
    const time = await run(isReady).catch(() => 0);
    if (time) return time;
    if (performance.now() > limit) throw new Error('the page did not load');
    await sleep(5);
  }
}

export function patchTable(results) {
  const percent = (share) => `${Math.round(share * 100)} %`;
  const rows = results.map(({ nodes, name, times, kept }) => {
    const ours = median(times.livereload);
    return [`${nodes.toLocaleString('en')} nodes, ${name}`,
      ...Object.entries(times).flatMap(([way, list]) => [ratio(median(list), ours), percent(kept[way])])];
  });
  return table(['', 'livereload, ms', 'kept', 'idiomorph, ms', 'kept', 'reload, ms', 'kept'], rows);
}
