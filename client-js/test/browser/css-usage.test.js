import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { style, until, useBrowser } from './harness.js';
import { BACKGROUND, BLUE, GREEN, LINK, RED, background, html } from './pages.js';

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`which sheets, in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('an import at any depth restyles the page', async (t) => {
      const { site, lines, isSame, shows } = await open(t, {
        'index.html': html('<link rel="stylesheet" href="css/top.css">'),
        'css/top.css': '@layer base, top; @import "mid.css" layer(base);',
        'css/mid.css': '@import url("deep/low.css") screen;',
        'css/deep/low.css': background('red'),
      });
      for (const [color, shown] of [
        ['green', GREEN],
        ['blue', BLUE],
      ]) {
        site.write('css/mid.css', '@import url("deep/low.css") screen; p { color: red }');
        await shows('p', 'color', RED);
        site.write('css/deep/low.css', background(color));
        await shows('body', BACKGROUND, shown);
      }
      assert.ok(lines.some((line) => line.includes('which /css/top.css uses')));
      assert.ok(await isSame());
    });

    test('an image of a sheet restyles the page, and is asked for again', async (t) => {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
      const { site, isSame } = await open(t, {
        'index.html': html('<link rel="stylesheet" href="css/top.css">'),
        'css/top.css': '@import "mid.css";',
        'css/mid.css': 'body { --wave: url(../img/a.svg); background: var(--wave) }',
        'img/a.svg': svg,
      });
      site.write('img/a.svg', svg);
      await until(
        () => site.requests.includes('/img/a.svg?v=1'),
        'asked',
        () => site.requests,
      );
      assert.ok(await isSame());
    });

    test('links in the body, in shadow roots and of scripts are swapped too', async (t) => {
      const script = `<div></div><script>
        const outer = document.querySelector('div').attachShadow({ mode: 'open' });
        const inner = outer.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
        const add = (root) => {
          const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'b.css' });
          root.append(link, document.createElement('i'));
        };
        add(inner);
        add(document.body);
      </script>`;
      const {
        site,
        page: tab,
        isSame,
        shows,
      } = await open(t, {
        'index.html': html('', `${LINK}<p>text</p>${script}`),
        'a.css': 'p { color: red }',
        'b.css': 'i { color: red }',
      });
      site.write('a.css', 'p { color: green }');
      await shows('p', 'color', GREEN);
      site.write('b.css', 'i { color: green }');
      await shows('i', 'color', GREEN);
      const inner = () =>
        tab.evaluate(() => {
          const deep = document.querySelector('div')?.shadowRoot?.querySelector('div')?.shadowRoot;
          return deep && getComputedStyle(/** @type {Element} */ (deep.querySelector('i'))).color;
        });
      await until(async () => (await inner()) === GREEN, 'the inner one', inner);
      assert.ok(await isSame());
    });

    test('integrity is dropped, and that is said once', async (t) => {
      const { site, lines, shows } = await open(t, {
        'index.html': html(
          // The hash of what a.css holds first.
          `<link rel="stylesheet" href="a.css" integrity="sha256-jJ6BlMfEO3IgE9MlLi+kbE6yIdSCuDU+rL97AmXaKuo=">`,
        ),
        'a.css': background('red'),
      });
      site.write('a.css', background('blue'));
      await shows('body', BACKGROUND, BLUE);
      site.write('a.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      assert.equal(lines.filter((line) => line.includes('integrity of changed')).length, 1);
    });

    test('a deleted sheet stays, and its return is shown', async (t) => {
      const {
        site,
        page: tab,
        lines,
        isSame,
        shows,
      } = await open(t, {
        'index.html': html(LINK),
        'a.css': background('red'),
      });
      site.remove('a.css');
      await until(
        () => lines.some((line) => line.includes('/a.css was deleted')),
        'said',
        () => lines,
      );
      assert.equal(await style(tab, 'body', BACKGROUND), RED);
      site.write('a.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      assert.ok(await isSame());
    });

    test('a sheet that was missing is shown when it is there', async (t) => {
      const { site, isSame, shows } = await open(t, { 'index.html': html(LINK) });
      site.write('a.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      assert.ok(await isSame());
    });

    test('an image that a script names in a rule, long after the sheet was read, is noticed', async (t) => {
      const files = {
        'index.html': html(LINK, '<img src="c.svg">'),
        'b.svg': '<svg/>',
        'c.svg': '<svg/>',
      };
      const {
        site,
        page: tab,
        lines,
        isSame,
        shows,
      } = await open(t, {
        ...files,
        'a.css': background('red'),
      });
      const asked = () => site.requests.filter((url) => url.startsWith('/b.svg'));
      site.write('a.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      site.write('c.svg', '<svg></svg>');
      const renewed = () => site.requests.filter((url) => url.startsWith('/c.svg?'));
      await until(() => renewed().length > 0, 'read', renewed);
      await tab.evaluate(() => {
        const rule = document.styleSheets[0].cssRules[0];
        /** @type {CSSStyleRule} */ (rule).style.backgroundImage = 'url(/b.svg)';
      });
      await until(() => asked().length === 1, 'shown', asked);
      site.write('b.svg', '<svg></svg>');
      await until(
        () => lines.some((line) => /restyling.*b\.svg/.test(line)),
        'noticed',
        () => lines,
      );
      assert.ok(await isSame());
    });

    test('what the page does not use is not even asked for', async (t) => {
      const {
        site,
        page: tab,
        lines,
        isSame,
        shows,
      } = await open(t, {
        'index.html': html(`${LINK}<link rel="preload" as="style" href="later.css">
          <link rel="stylesheet" href="http://127.0.0.1:1/other.css"><style>p { color: blue }</style>`),
        'a.css': background('red'),
        'later.css': '',
      });
      await tab.evaluate(() =>
        document.querySelector('style')?.sheet?.insertRule('p { top: 1px }', 0),
      );
      const before = site.requests.length;
      for (const path of ['b.css', 'sub/a.css', 'a.css.map', 'other.css', 'later.css', 'xa.css']) {
        site.write(path, background('blue'));
      }
      site.write('a.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      const asked = site.requests.slice(before).filter((url) => !url.startsWith('/__livereload'));
      assert.deepEqual(
        asked.map((url) => url.split('?')[0]),
        ['/a.css'],
      );
      assert.equal(lines.filter((line) => line.includes('restyling')).length, 1);
      assert.equal(
        await tab.evaluate(() => document.querySelector('style')?.sheet?.cssRules.length),
        2,
      );
      assert.ok(await isSame());
    });

    test('names with spaces, umlauts and percent signs, and a base, are understood', async (t) => {
      const { site, shows } = await open(t, {
        'index.html': html(
          '<base href="/st%79les/"><link rel="stylesheet" href="ü b.css"><link rel="stylesheet" href="100%.css">',
        ),
        'styles/ü b.css': background('red'),
        'styles/100%.css': 'p { color: red }',
      });
      site.write('styles/ü b.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      site.write('styles/100%.css', 'p { color: green }');
      await shows('p', 'color', GREEN);
    });

    test('a strict policy with Trusted Types lets everything through', async (t) => {
      const policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; " +
        "require-trusted-types-for 'script'";
      const {
        site,
        page: tab,
        lines,
        isSame,
        shows,
      } = await open(
        t,
        { 'index.html': html(LINK), 'a.css': background('red') },
        { headers: { 'Content-Security-Policy': policy } },
      );
      site.write('a.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      assert.ok(await isSame());
      assert.deepEqual(
        lines.filter((line) => !line.startsWith('[livereload]')),
        [],
      );
      assert.equal(await tab.$('[style]'), null);
    });

    test('a page that trusts no policy of ours is reloaded for a new script', async (t) => {
      const policy =
        "script-src 'self' 'nonce-n'; require-trusted-types-for 'script'; trusted-types x";
      const { site, page } = await open(
        t,
        { 'index.html': html('') },
        { headers: { 'Content-Security-Policy': policy } },
      );
      site.write('index.html', html('', '<script nonce="n">document.title = "ran"</script>'));
      await until(async () => (await page.title()) === 'ran', 'ran');
    });

    test('a policy of nonces lets everything through', async (t) => {
      const policy =
        "default-src 'none'; connect-src 'self'; script-src 'nonce-n1'; style-src 'nonce-n2'";
      const { site, isSame, shows } = await open(
        t,
        {
          'index.html': html('<link rel="stylesheet" href="a.css" nonce="n2">'),
          'a.css': background('red'),
        },
        { headers: { 'Content-Security-Policy': policy }, tag: 'nonce="n1"' },
      );
      site.write('a.css', background('blue'));
      await shows('body', BACKGROUND, BLUE);
      site.write('a.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      assert.ok(await isSame());
    });
  });
}
