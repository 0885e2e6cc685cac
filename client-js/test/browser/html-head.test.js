import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { style, until } from './harness.js';
import { usePatcher } from './html-pages.js';
import { BACKGROUND, GREEN, background, gate, html } from './pages.js';

const STRICT = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'",
};

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`the head and scripts in ${engine}`, () => {
    const { open } = usePatcher(engine);

    test('titles, metas and styles are merged in their order', async (t) => {
      const { page, save } = await open(
        t,
        html('<meta name="a" content="1"><style>p { top: 1px }</style><meta name="b">'),
      );
      await page.evaluate(() => {
        const made = document.createElement('style');
        made.id = 'made';
        document.head.append(made);
        const [, own] = document.head.children;
        Object.assign(window, { own });
      });
      const next = html(
        '<meta name="new"><meta name="a" content="2"><link rel="icon" href="data:,"><style>p { top: 2px }</style><meta name="b">',
      ).replace('<title>t', '<title>other');
      assert.equal((await save(next)).effect, 'patched');
      assert.equal(await page.title(), 'other');
      const head = await page.evaluate(() =>
        [...document.head.children].map((e) => e.getAttribute('name') ?? (e.id || e.localName)),
      );
      assert.deepEqual(head, ['script', 'title', 'new', 'a', 'link', 'style', 'b', 'made']);
      await page.$eval('p', (p) => (p.style.position = 'relative'));
      assert.equal(await style(page, 'p', 'top'), '2px');
    });

    test('a title that a script set stays until the author changes his', async (t) => {
      const { page, save } = await open(t, html('', '<p>a</p>'));
      await page.evaluate(() => (document.title = '(1) t'));
      await save(html('', '<p>b</p>'));
      assert.equal(await page.title(), '(1) t');
      await save(html('', '<p>b</p>').replace('<title>t', '<title>u'));
      assert.equal(await page.title(), 'u');
    });

    test('attributes of the root and the body', async (t) => {
      const { page, save } = await open(
        t,
        html('').replace('<html>', '<html lang="en" class="a">'),
      );
      await page.evaluate(() => document.documentElement.classList.add('js'));
      const next = html('').replace('<html>', '<html lang="de" dir="rtl" class="b">');
      await save(next.replace('<body>', '<body id="b" style="color: green">'));
      const root = await page.evaluate(() => {
        const { lang, dir, className } = document.documentElement;
        return [lang, dir, className, document.body.id, document.body.style.color].join();
      });
      assert.equal(root, 'de,rtl,js b,b,green');
    });

    test('the body waits for a new stylesheet, in whose place the old one was', async (t) => {
      const sheet = (/** @type {string} */ name) => `<link rel="stylesheet" href="${name}">`;
      const files = {
        'a.css': background('red'),
        'b.css': background('green'),
        'c.css': 'body {}',
      };
      const { page, site, save } = await open(t, html(sheet('a.css') + sheet('c.css')), { files });
      const slow = gate();
      site.behave('/b.css', { until: slow.until });
      const saved = save(html(sheet('b.css') + sheet('c.css'), '<p>new</p>'));
      const links = () => page.$$eval('link', (all) => all.map((l) => l.getAttribute('href')));
      await until(async () => (await links()).length === 3, 'inserted', links);
      assert.equal(await page.$eval('p', (p) => p.textContent), 'text');
      assert.equal(await style(page, 'body', BACKGROUND), 'rgb(255, 0, 0)');
      slow.open();
      assert.equal((await saved).effect, 'patched');
      assert.deepEqual(await links(), ['b.css', 'c.css']);
      assert.equal(await style(page, 'body', BACKGROUND), GREEN);
      assert.equal(await page.$eval('p', (p) => p.textContent), 'new');
    });

    test('a stylesheet that does not come is not waited for longer than a second', async (t) => {
      const { page, site, save } = await open(t, html(''), { files: { 'a.css': '' } });
      const slow = gate();
      site.behave('/a.css', { until: slow.until });
      t.after(slow.open);
      await save(html('<link rel="stylesheet" href="a.css">', '<p>new</p>'));
      assert.equal(await page.$eval('p', (p) => p.textContent), 'new');
    });

    test('the link of a swapped stylesheet is the same link', async (t) => {
      const link = '<link rel="stylesheet" href="a.css" title="x">';
      const { page, save } = await open(t, html(link), { files: { 'a.css': '' } });
      await page.$eval('link', (x) => {
        x.href = `${x.href}?livereload=A-1.1`;
        Object.assign(window, { x });
      });
      assert.equal((await save(html(link.replace('"x"', '"y"')))).effect, 'patched');
      assert.ok(await page.evaluate(() => /** @type {any} */ (window).x.title === 'y'));
      await save(html(''));
      assert.equal(await page.$('link'), null);
    });

    test('new scripts run once, in their order, wherever they stand', async (t) => {
      const files = Object.fromEntries(
        ['a', 'b', 'm'].map((name) => [`${name}.js`, `ran.push("${name}")`]),
      );
      const { page, save } = await open(t, html('<script>var ran = []</script>'), { files });
      const scripts = [
        '<script src="a.js" defer></script>',
        '<div><script src="b.js"></script><script>ran.push("i")</script></div>',
        '<script type="module" src="m.js"></script>',
        '<script type="text/x">ran.push("never")</script>',
        '<svg><script>ran.push("s")</script></svg>',
      ].join('');
      const next = html('<script>var ran = []</script>', `<p>a</p>${scripts}`);
      assert.equal((await save(next)).effect, 'patched');
      const ran = () => page.evaluate('ran.join()');
      await until(async () => `${await ran()}`.length === 9, 'ran', ran);
      // Those that follow one that is still loading wait for it.
      assert.match(`${await ran()}`, /b.*i,s/);
      assert.equal((await save(next.replace('<p>a', '<p>b'))).effect, 'patched');
      assert.equal(`${await ran()}`.length, 9);
    });

    test('what a nonce lets through it lets through, whatever it is now', async (t) => {
      const page1 = html('<script nonce="one">var ran = 1</script>', '<p>a</p>');
      const { page, save } = await open(t, page1, {
        headers: {
          'Content-Security-Policy': "script-src 'self' 'nonce-one'; style-src 'nonce-one'",
        },
      });
      const next = page1
        .replaceAll('one', 'two')
        .replace(
          '</p>',
          '</p><script nonce="two">ran = 2</script><style nonce="two">p { top: 1px; position: relative }</style>',
        );
      assert.equal((await save(next)).effect, 'patched');
      assert.equal(await page.evaluate('ran'), 2);
      assert.equal(await style(page, 'p', 'top'), '1px');
    });

    test('it works under a strict policy with Trusted Types', async (t) => {
      const files = { 'a.css': background('green'), 'a.js': 'document.title = "ran"' };
      const { page, save, lines } = await open(t, html('', '<p>a</p>'), { files, headers: STRICT });
      const next = html('<link rel="stylesheet" href="a.css">', '<p title="x">b</p><ul><li>c</ul>');
      assert.deepEqual(await save(next), { effect: 'patched', added: ['link', 'ul'] });
      assert.equal(await style(page, 'body', BACKGROUND), GREEN);
      assert.deepEqual(lines, []);
      const script = next.replace('<ul>', '<script src="a.js"></script><ul>');
      assert.deepEqual(await save(script), { effect: 'patched', added: ['script'] });
      await until(async () => (await page.title()) === 'ran', 'ran');
      assert.deepEqual(lines, []);
    });

    test('pages in another charset keep their letters', async (t) => {
      const latin = (/** @type {string} */ text) =>
        html('<meta charset="windows-1252">', `<p>${text}</p>`);
      const { page, save } = await open(t, latin('a'), {
        headers: { 'X-Charset': 'windows-1252' },
      });
      await save(latin('b'));
      assert.equal(await page.$eval('p', (p) => p.textContent), 'b');
    });

    test('pages that a cache would answer for are asked anew', async (t) => {
      const headers = { 'Cache-Control': 'max-age=3600' };
      const { page, save } = await open(t, html('', '<p>a</p>'), { headers });
      await save(html('', '<p>b</p>'));
      await save(html('', '<p>c</p>'));
      assert.equal(await page.$eval('p', (p) => p.textContent), 'c');
    });

    test('a page that brings the tag itself is patched as well', async (t) => {
      const own = (/** @type {string} */ text) =>
        html('<script src="/__livereload/client.js"></script>', `<input><p>${text}</p>`);
      const { page, save } = await open(t, own('a'));
      await page.type('input', 'typed');
      for (const text of ['b', 'c']) {
        assert.deepEqual(await save(own(text)), { effect: 'patched', added: [] });
        assert.equal(await page.$eval('p', (p) => p.textContent), text);
      }
      assert.equal(await page.$eval('input', (input) => input.value), 'typed');
      assert.equal((await page.$$('script')).length, 1);
    });

    test('the tag names what the page is made of now', async (t) => {
      const { page, save } = await open(t, html(''));
      const read = () =>
        page.$eval('script[data-id]', (tag) => ({ .../** @type {HTMLElement} */ (tag).dataset }));
      assert.deepEqual(await read(), { id: 'A-0', page: '/index.html', base: '0' });
      await save(html('', 'a'));
      assert.deepEqual(await read(), { id: 'A-1', page: '/index.html', base: '1' });
    });
  });
}
