import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until } from './harness.js';
import { usePatcher } from './html-pages.js';
import { html } from './pages.js';

/** Pairs of bodies: what the page is served with, and what it becomes. @type {[string, string, string][]} */
export const PAIRS = [
  ['text', '<p>one</p>', '<p>two</p>'],
  ['text among elements', '<p>a<b>b</b>c</p>', '<p>a<b>b</b>d</p>'],
  ['attribute added', '<p>a</p>', '<p title="x">a</p>'],
  ['attribute changed', '<p title="y">a</p>', '<p title="x">a</p>'],
  ['attribute removed', '<p title="y" lang="de">a</p>', '<p>a</p>'],
  ['first element added', '<p>a</p>', '<h1>t</h1><p>a</p>'],
  ['last element added', '<p>a</p>', '<p>a</p><p>b</p>'],
  ['element in the middle added', '<p>a</p><p>c</p>', '<p>a</p><p>b</p><p>c</p>'],
  ['element removed', '<p>a</p><p>b</p><p>c</p>', '<p>a</p><p>c</p>'],
  ['all removed', '<p>a</p><p>b</p>', ''],
  ['from nothing', '', '<p>a</p>text<!--c-->'],
  ['to text', '<p>a</p>', 'a'],
  ['tag renamed', '<h1>a</h1>', '<h2>a</h2>'],
  [
    'reordered by id',
    '<p id="a">a</p><p id="b">b</p><p id="c">c</p>',
    '<p id="c">c</p><p id="a">a</p><p id="b">b</p>',
  ],
  ['reordered without id', '<p>a</p><p>b</p><p>c</p><p>d</p>', '<p>d</p><p>c</p><p>b</p><p>a</p>'],
  ['wrapped', '<p>a</p><input name="x">', '<div><p>a</p><input name="x"></div>'],
  ['unwrapped', '<div><p>a</p><input name="x"></div>', '<p>a</p><input name="x">'],
  [
    'moved to another parent',
    '<div><p id="x">a</p></div><ul></ul>',
    '<div></div><ul><p id="x">b</p></ul>',
  ],
  [
    'nesting turned around',
    '<div id="a"><div id="b">x</div></div>',
    '<div id="b"><div id="a">x</div></div>',
  ],
  ['ids swapped', '<p id="a">1</p><p id="b">2</p>', '<p id="b">1</p><p id="a">2</p>'],
  ['id renamed', '<p id="a">1</p>', '<p id="z">1</p>'],
  [
    'ids that are there twice',
    '<p id="a">1</p><p id="a">2</p>',
    '<p id="a">2</p><p id="a">3</p><i id="a">4</i>',
  ],
  ['odd ids', '<p id="a.b:c">1</p><p id=" ">2</p>', '<p id=" ">2</p><p id="a.b:c">1</p>'],
  ['table without tbody', '<table><tr><td>1</table>', '<table><tr><td>1<tr><td>2</table>'],
  ['list without end tags', '<ul><li>a<li>b</ul>', '<ul><li>a<li>x<li>b</ul>'],
  ['paragraph that ends early', '<p>a<div>b</div>c</p>', '<p>a<div>b</div><div>x</div>c</p>'],
  ['misnested formatting', '<b>a<i>b</b>c</i>', '<b>a<i>b</b>d</i>e'],
  ['foster parenting', '<table><p>a</p><tr><td>1</table>', '<table><p>b</p><tr><td>2</table>'],
  [
    'svg',
    '<svg viewBox="0 0 1 1"><g><path d="M0 0"/></g></svg>',
    '<svg viewBox="0 0 2 2"><g><path d="M1 1"/><linearGradient id="g"/><use xlink:href="#g"/></g></svg>',
  ],
  ['mathml', '<math><mi>x</mi></math>', '<math><mi>y</mi><mo>+</mo></math>'],
  [
    'foreign object',
    '<svg><foreignObject><p>a</p></foreignObject></svg>',
    '<svg><foreignObject><p>b</p><hr></foreignObject></svg>',
  ],
  ['comments', '<!--a--><p>x</p><!--b-->', '<!--b--><p>x</p><!--a--><!--c-->'],
  ['entities', '<p>&lt;b&gt; &amp;</p>', '<p>&lt;i&gt; &amp;amp;</p>'],
  [
    'class and style',
    '<p class="a b" style="color: red">x</p>',
    '<p class="b c" style="color: blue; top: 1px">x</p>',
  ],
  [
    'odd attribute names',
    '<p @click="a" :b="c" x.y="z">x</p>',
    '<p @click="d" :b="e" (f)="g">x</p>',
  ],
  [
    'select',
    '<select><option>a<option>b</select>',
    '<select><optgroup label="x"><option>a<option selected>c</optgroup></select>',
  ],
  ['textarea', '<textarea>a</textarea>', '<textarea>b\nc</textarea>'],
  [
    'details',
    '<details><summary>a</summary>b</details>',
    '<details open><summary>c</summary>b</details>',
  ],
  ['definition list', '<dl><dt>a<dd>b</dl>', '<dl><dt>a<dd>x<dd>b<dt>c</dl>'],
  ['template', '<p>a</p>', '<p>b</p><template><i>x</i><template><b>y</b></template></template>'],
  [
    'data for search engines',
    '<script type="application/ld+json">{"a":1}</script>',
    '<script type="application/ld+json">{"a":2}</script>',
  ],
  ['white space', '<p>a</p> <p>b</p>', '<p>a</p>\n\n<p>b</p>\n'],
  [
    'form that covers properties',
    '<form><input name="id"><input name="attributes"><input name="nodeName"><input name="childNodes"><input name="parentNode"></form>',
    '<form class="x"><input name="id"><input name="attributes" value="1"><input name="nodeName"><p>a</p><input name="childNodes"><input name="parentNode"></form>',
  ],
  ['media', '<video src="a.webm"></video>', '<video controls><source src="b.webm"></video>'],
  [
    'shadow root in a new element',
    '<p>a</p>',
    '<p>a</p><div><template shadowrootmode="open"><b>x</b><slot></slot></template>y</div>',
  ],
  [
    'replaced altogether',
    '<header><h1>a</h1></header><main><p>b</p></main>',
    '<nav><a href="#">x</a></nav><article>y</article>',
  ],
];

/** Runs in the page. */
function markup() {
  const shadowRoots = [...document.body.querySelectorAll('*')].flatMap((e) => e.shadowRoot ?? []);
  return /** @type {any} */ (document.body).getHTML({ shadowRoots });
}

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`what a patch makes of an untouched page, in ${engine}`, () => {
    const { open } = usePatcher(engine);

    test('is what a reload would', async (t) => {
      const { page, site, save } = await open(t, html(''));
      const fresh = await page.browser().newPage();
      t.after(() => fresh.close());
      for (const [name, old, next] of PAIRS) {
        await t.test(name, async () => {
          site.write('index.html', html('', old));
          await page.goto(page.url());
          await until(() => page.evaluate(() => 'patch' in window), 'ready');
          for (const body of [next, old]) {
            const { effect, reason } = await save(html('', body));
            assert.equal(effect, 'patched', reason);
            await fresh.goto(page.url());
            assert.equal(await page.evaluate(markup), await fresh.evaluate(markup));
          }
          assert.deepEqual(await save(html('', old)), { effect: 'nothing' });
        });
      }
    });
  });
}
