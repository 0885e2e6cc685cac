import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CLIENT } from '../bundle.js';
import { until } from './harness.js';
import { usePatcher } from './html-pages.js';
import { html } from './pages.js';

/** @param {string} path */
const library = (path) => readFileSync(join(CLIENT, 'node_modules', path));

/** A root that React renders: a field whose text it holds, and a list. */
const REACT_APP = `
  import { createElement as h, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  function App() {
    const [text, setText] = useState('');
    return h('form', null,
      h('input', { value: text, onChange: (event) => setText(event.target.value) }),
      h('output', null, text));
  }
  createRoot(document.querySelector('#root')).render(h(App));`;

const react = execFileSync(
  join(CLIENT, 'node_modules/.bin/esbuild'),
  ['--bundle', '--minify', '--format=iife', '--define:process.env.NODE_ENV="production"'],
  { cwd: CLIENT, input: REACT_APP },
);

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`beside libraries in ${engine}`, () => {
    const { open } = usePatcher(engine);

    test('a root that React rendered is left alone, whatever changes around it', async (t) => {
      const body = (/** @type {string} */ inner, text = 'a') =>
        `<p>${text}</p><div id="root">${inner}</div><script src="app.js"></script>`;
      const { page, save } = await open(t, html('', body('')), { files: { 'app.js': react } });
      await until(() => page.$('input'), 'rendered');
      await page.type('input', 'typed');
      const next = html('', body('', 'b').replace('<div id', '<h1>new</h1><div id'));
      assert.deepEqual(await save(next), { effect: 'patched', added: ['h1'] });
      await page.type('input', ' more');
      const shown = () => page.$eval('output', (output) => output.textContent);
      await until(async () => (await shown()) === 'typed more', 'renders', shown);
      const { effect, reason } = await save(html('', body('loading', 'b')));
      assert.equal(`${effect}: ${reason}`, 'reload: a framework renders <div>');
    });

    test('what Alpine made of its elements stays', async (t) => {
      const body = (/** @type {string} */ text, inner = '') =>
        `<p>${text}</p><div x-data="{ open: false, items: [1, 2] }" :class="open && 'on'">` +
        '<button @click="open = !open">go</button><b x-show="open">shown</b>' +
        `<ul><template x-for="i in items"><li x-text="i"></li></template></ul>${inner}</div>`;
      const head = '<script defer src="alpine.js"></script>';
      const files = { 'alpine.js': library('alpinejs/dist/cdn.min.js') };
      const { page, save } = await open(t, html(head, body('a')), { files });
      await until(async () => (await page.$$('li')).length === 2, 'started');
      await page.click('button');
      await until(() => page.$('.on'), 'open');
      assert.equal((await save(html(head, body('b')))).effect, 'patched');
      assert.ok(await page.evaluate(() => document.querySelector('.on b')?.checkVisibility()));
      await page.click('button');
      await until(async () => !(await page.$('.on')), 'still works');
      assert.equal((await page.$$('li')).length, 2);
      const { reason } = await save(html(head, body('b', 'new')));
      assert.equal(reason, 'a framework renders <div>');
    });

    test('what htmx has loaded stays, and its elements go on working', async (t) => {
      const body = (/** @type {string} */ text) =>
        `<p>${text}</p><button hx-get="part.html" hx-target="#x" hx-swap="innerHTML" title="${text}">go</button><div id="x"></div>`;
      const head = '<script src="htmx.js"></script>';
      const files = {
        'htmx.js': library('htmx.org/dist/htmx.min.js'),
        'part.html': '<!-- __livereload --><i>part</i>',
      };
      const { page, save } = await open(t, html(head, body('a')), { files });
      await page.click('button');
      await until(() => page.$('i'), 'loaded');
      assert.deepEqual(await save(html(head, body('b'))), { effect: 'patched', added: [] });
      assert.equal(await page.$eval('button', (button) => button.title), 'b');
      await page.$eval('i', (i) => i.remove());
      await page.click('button');
      await until(() => page.$('i'), 'loaded again');
    });

    test('Turbo goes on working, and what its frames have loaded stays', async (t) => {
      const frame = (/** @type {string} */ inner) => `<turbo-frame id="f">${inner}</turbo-frame>`;
      const body = (/** @type {string} */ text) =>
        `<p>${text}</p>${frame('<a href="part.html">go</a>')}`;
      const head = '<script type="module" src="turbo.js"></script>';
      const files = {
        'turbo.js': library('@hotwired/turbo/dist/turbo.es2017-esm.js'),
        'part.html': html('', frame('<i>part</i>')),
      };
      const { page, save } = await open(t, html(head, body('a')), { files });
      await until(() => page.evaluate(() => 'Turbo' in window), 'started');
      await page.click('a');
      await until(() => page.$('i'), 'loaded');
      assert.equal((await save(html(head, body('b')))).effect, 'patched');
      assert.ok(await page.$('i'));
      assert.equal(await page.$eval('p', (p) => p.textContent), 'b');
    });
  });
}
