import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runPatch, usePatcher } from './html-pages.js';
import { html } from './pages.js';

/** What only a reload shows: old and new head and body, the reason, and what a script did before. */
/** @type {[string, [string, string], [string, string], RegExp, ((x: any) => unknown)?][]} */
const RELOADS = [
  ['a changed inline script', ['<script>1</script>', ''], ['<script>2</script>', ''], /<script>/],
  ['a removed script', ['<script src="a.js"></script>', ''], ['', ''], /<script>/],
  [
    'a removed script, deep in the body',
    ['', '<div><b>a</b><script>1</script></div>'],
    ['', '<p>a</p>'],
    /<script>/,
  ],
  [
    'a new script that writes into the page',
    ['', '<p>a</p>'],
    ['', '<p>a</p><p><script>document.write("b")</script></p>'],
    /<script>/,
  ],
  [
    'another address of a script',
    ['<script src="a.js"></script>', ''],
    ['<script src="a.js?2"></script>', ''],
    /<script>/,
  ],
  [
    'another kind of script',
    ['<script src="a.js"></script>', ''],
    ['<script src="a.js" type="module"></script>', ''],
    /<script>/,
  ],
  [
    'a changed import map',
    ['<script type="importmap">{}</script>', ''],
    ['<script type="importmap">{"imports":{}}</script>', ''],
    /<script>/,
  ],
  ['a new import map', ['', ''], ['<script type="importmap">{}</script>', ''], /<script>/],
  [
    'data of a script',
    ['', '<script type="application/json">1</script>'],
    ['', '<script type="application/json">2</script>'],
    /<script>/,
  ],
  [
    'rules for what to load ahead',
    ['', '<script type="speculationrules">{}</script>'],
    ['', '<script type="speculationrules">{"prefetch":[]}</script>'],
    /<script>/,
  ],
  ['another base', ['<base href="/">', ''], ['<base href="/a/">', ''], /<base>/],
  ['a new base', ['', ''], ['<base href="/a/">', ''], /<base>/],
  ['another charset', ['<meta charset="utf-8">', ''], ['<meta charset="latin1">', ''], /<meta>/],
  [
    'another policy',
    ['<meta http-equiv="Content-Security-Policy" content="img-src *">', ''],
    ['<meta http-equiv="Content-Security-Policy" content="img-src \'self\'">', ''],
    /<meta>/,
  ],
  [
    'a changed template',
    ['', '<template><p>a</p></template>'],
    ['', '<template><p>b</p></template>'],
    /<template>/,
  ],
  [
    'a shadow root that is closed',
    ['', '<div><template shadowrootmode="closed">a</template></div>'],
    ['', '<div><template shadowrootmode="closed">b</template></div>'],
    /<template>/,
  ],
  [
    'a shadow root that is new',
    ['', '<div id="x">a</div>'],
    ['', '<div id="x"><template shadowrootmode="open">b</template>a</div>'],
    /<template>/,
  ],
  [
    'a shadow root that is gone',
    ['', '<div id="x"><template shadowrootmode="open">b</template>a</div>'],
    ['', '<div id="x">a</div>'],
    /<template>/,
  ],
  [
    'a place that asks for it',
    ['', '<div data-livereload="reload"><p>a</p></div>'],
    ['', '<div data-livereload="reload"><p>b</p></div>'],
    /asks/,
  ],
  [
    'an element that a script removed',
    ['', '<p id="x">a</p>'],
    ['', '<p id="x">b</p>'],
    /script/,
    (x) => x.remove(),
  ],
  [
    'a text that a script wrote',
    ['', '<p id="x">a</p>'],
    ['', '<p id="x">b</p>'],
    /script/,
    (x) => (x.textContent = 'c'),
  ],
  [
    'a text that a script marked up',
    ['', '<p id="x">a b</p>'],
    ['', '<p id="x">a c</p>'],
    /script/,
    (x) => (x.innerHTML = '<i>a</i> <i>b</i>'),
  ],
  [
    'one of several look-alikes of which a script removed one',
    ['', '<p>a</p><p id="x">a</p><p>a</p><p>a</p>'.replace(' id="x"', '')],
    ['', '<p>z</p><p>a</p><p>a</p><p>a</p>'],
    /script/,
    () => document.querySelector('p')?.remove(),
  ],
  [
    'a page that replaced itself',
    ['', '<main><p id="x">a</p></main>'],
    ['', '<main><p id="x">b</p></main>'],
    /script/,
    () => (document.body.innerHTML = '<div>app</div>'),
  ],
  [
    'a custom element that keeps more than it shows',
    ['', '<x-b id="x"><i>a</i></x-b>'],
    ['', '<x-b id="x"><i>b</i></x-b>'],
    /script/,
    (x) => {
      customElements.define('x-b', class extends HTMLElement {});
      x.count = 1;
      x.textContent = 'c';
    },
  ],
  [
    'what a framework renders',
    ['', '<div id="x"><p>a</p></div>'],
    ['', '<div id="x"><p>b</p></div>'],
    /framework/,
    (x) => (x.__vue_app__ = {}),
  ],
];

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`what only a reload shows, in ${engine}`, () => {
    const { open } = usePatcher(engine);

    for (const [name, old, next, reason, act] of RELOADS) {
      test(name, async (t) => {
        const files = { 'a.js': '' };
        const { page, save } = await open(t, html(...old), { files });
        if (act) await page.evaluate(`(${act})(document.querySelector('#x'))`);
        const before = await page.evaluate(() => document.documentElement.outerHTML);
        const result = await save(html(...next));
        assert.equal(result.effect, 'reload');
        assert.match(`${result.reason}`, reason);
        assert.equal(await page.evaluate(() => document.documentElement.outerHTML), before);
      });
    }

    test('another doctype', async (t) => {
      const { save } = await open(t, html(''));
      const old = '<!doctype html public "-//W3C//DTD HTML 4.01 Transitional//EN">';
      const result = await save(html('').replace('<!doctype html>', old));
      assert.deepEqual(result, { effect: 'reload', reason: '<!doctype> changed' });
    });

    test('a base that the server lost, or never had', async (t) => {
      const { page, site, save } = await open(t, html(''));
      const reason = 'the server lost what this page was made of';
      site.forget();
      assert.deepEqual(await save(html('')), { effect: 'nothing' }, 'it is the same');
      assert.deepEqual(await save(html('', 'a')), { effect: 'reload', reason });
      assert.equal(await page.$eval('p', (p) => p.textContent), 'text');
    });

    test('a tag that is not the server’s, of which nothing is asked', async (t) => {
      const { page, site, save } = await open(
        t,
        `<script src="/__livereload/client.js"></script>a`,
      );
      await page.evaluate(() => Object.assign(performance, { getEntriesByType: () => [] }));
      const reason = 'no tag of the server';
      const before = site.requests.length;
      assert.deepEqual(await save('b'), { effect: 'reload', reason });
      assert.deepEqual(site.requests.slice(before), ['/__livereload/own.js']);
    });

    test('another page at the address that a script gave it', async (t) => {
      const files = { 'other.html': html('', 'other') };
      const { page } = await open(t, html(''), { files });
      await page.evaluate(() => history.pushState('', '', '/other.html'));
      const result = await page.evaluate(runPatch);
      assert.deepEqual(result, { effect: 'reload', reason: 'its address shows another page' });
    });

    test('the same page at an address that a script gave it is patched', async (t) => {
      const { page, save } = await open(t, html('', '<p>a</p>'));
      await page.evaluate(() => history.pushState('', '', '/index.html?tab=2#x'));
      assert.equal((await save(html('', '<p>b</p>'))).effect, 'patched');
    });

    test('an answer of another status, or none', async (t) => {
      const { site, save } = await open(t, html(''));
      site.behave('/index.html', { status: 500 });
      const reason = 'its address shows another page';
      assert.deepEqual(await save(html('', 'a')), { effect: 'reload', reason });
      await site.stop();
      const { effect } = await save(html('', 'b'));
      assert.equal(effect, 'reload');
    });

    test('more elements than it takes on', async (t) => {
      const { save } = await open(t, html('', '<i></i>'.repeat(50_001)));
      const result = await save(html('', `${'<i></i>'.repeat(50_001)}x`));
      assert.match(`${result.reason}`, /too large/);
    });
  });
}
