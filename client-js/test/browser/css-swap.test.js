import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { style, until, useBrowser } from './harness.js';
import {
  BACKGROUND,
  BLUE,
  GREEN,
  LINK,
  RED,
  TRANSPARENT,
  background,
  gate,
  html,
  links,
} from './pages.js';

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`swapping a sheet in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('a changed sheet is swapped in its place, with its attributes', async (t) => {
      const link = (/** @type {string} */ query) =>
        `<link id="x" rel="stylesheet" href="a.css${query}" class="y" data-z="1">`;
      const {
        site,
        page: tab,
        isSame,
        shows,
      } = await open(t, {
        'index.html': html(`<meta name="one">${link('')}<style></style>`),
        'a.css': background('red'),
      });
      site.write('a.css', background('green'));
      await shows('body', BACKGROUND, GREEN);
      const around = await tab.$eval('#x', (x) =>
        [x.previousElementSibling, x.nextElementSibling].map((element) => element?.localName),
      );
      assert.deepEqual(around, ['meta', 'style']);
      assert.deepEqual(await links(tab), [link('?*').replace('a.css', `${site.url}a.css`)]);
      assert.ok(await isSame());
    });

    test('at no moment is the page without style, nor in both versions at once', async (t) => {
      // What the other version lacks shows a mixture of the two.
      const red = `${background('red')} p { color: red }`;
      const green = `${background('green')} p { top: 1px }`;
      const { site, page: tab } = await open(t, { 'index.html': html(LINK), 'a.css': red });
      await tab.evaluate(() => {
        /** @type {string[]} */
        const seen = [];
        const sample = () => {
          const p = /** @type {Element} */ (document.querySelector('p'));
          const { color } = getComputedStyle(p);
          seen.push(`${getComputedStyle(document.body).backgroundColor} on ${color}`);
        };
        const { port1, port2 } = new MessageChannel();
        const task = () => {
          sample();
          port2.postMessage('');
        };
        const frame = () => {
          sample();
          requestAnimationFrame(frame);
        };
        port1.onmessage = task;
        task();
        frame();
        Object.assign(window, { seen });
      });
      for (const content of [green, red, green]) {
        site.behave('/a.css', { until: new Promise((late) => setTimeout(late, 150)) });
        site.write('a.css', content);
        await until(
          async () => (await style(tab, 'p', 'top')) === (content === green ? '1px' : 'auto'),
          'swapped',
        );
      }
      const seen = await tab.evaluate(() => /** @type {any} */ (window).seen);
      assert.ok(seen.length > 100, `only ${seen.length} samples`);
      assert.deepEqual(new Set(seen), new Set([`${RED} on ${RED}`, `${GREEN} on rgb(0, 0, 0)`]));
    });

    test('the cascade stays as it was', async (t) => {
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(`${LINK}<link rel="stylesheet" href="b.css">`),
        'a.css': background('red'),
        'b.css': 'body { background-color: blue }',
      });
      site.write('a.css', `${background('green')} p { color: green }`);
      await shows('p', 'color', GREEN);
      assert.equal(await style(tab, 'body', BACKGROUND), BLUE);
    });

    test('the order of layers stays as it was', async (t) => {
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(`${LINK}<link rel="stylesheet" href="b.css">`),
        'a.css': `@layer one { ${background('red')} }`,
        'b.css': `@layer two { ${background('blue')} }`,
      });
      site.write('a.css', `@layer one { ${background('green')} p { color: green } }`);
      await shows('p', 'color', GREEN);
      assert.equal(await style(tab, 'body', BACKGROUND), BLUE);
    });

    test('media and title are kept to the letter, and a print sheet stays off the screen', async (t) => {
      const print = '<link rel="stylesheet" href="a.css" media="PRINT  and (min-width:1px)">';
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(
          `${print}<link rel="stylesheet" href="b.css" media="screen" title="main">`,
        ),
        'a.css': background('red'),
        'b.css': 'p { color: red }',
      });
      site.write('a.css', background('green'));
      site.write('b.css', 'p { color: green }');
      await shows('p', 'color', GREEN);
      await until(
        async () => (await links(tab)).every((link) => link.includes('?*')),
        'both swapped',
      );
      assert.equal(await style(tab, 'body', BACKGROUND), TRANSPARENT);
      const media = await tab.$$eval('link', (all) =>
        all.map((l) => [l.getAttribute('media'), l.title]),
      );
      assert.deepEqual(media, [
        ['PRINT  and (min-width:1px)', ''],
        ['screen', 'main'],
      ]);
    });

    test('a sheet that its link switches on when it has loaded is never there twice', async (t) => {
      const { site, page: tab } = await open(t, {
        'index.html': html(
          '<link rel="stylesheet" href="a.css" media="print" onload="this.media=\'all\'">' +
            '<link rel="preload" as="style" href="b.css" onload="this.onload=null;this.rel=\'stylesheet\'">',
        ),
        'a.css': `${background('red')} p { background: url(a.svg) }`,
        'b.css': 'p { left: 1px }',
        'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      });
      await until(async () => (await style(tab, 'p', 'left')) === '1px', 'switched on');
      const slow = gate();
      site.behave('/a.svg', { until: slow.until });
      site.behave('/a.css', { body: `${background('green')} p { background: url(a.svg) }` });
      site.write('a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
      await until(() => site.requests.some((url) => url.startsWith('/a.svg?')), 'loaded');
      assert.equal(await style(tab, 'body', BACKGROUND), RED);
      slow.open();
      await until(async () => (await style(tab, 'body', BACKGROUND)) === GREEN, 'swapped');
      site.write('b.css', 'p { left: 2px }');
      await until(async () => (await style(tab, 'p', 'left')) === '2px', 'swapped');
      assert.equal((await links(tab)).length, 2);
    });

    test('a sheet that is off stays off, and is new when it is switched on', async (t) => {
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(
          `<link rel="stylesheet" href="a.css" disabled>
           <link rel="alternate stylesheet" title="other" href="b.css">
           <link rel="stylesheet" href="c.css">`,
        ),
        'a.css': background('red'),
        'b.css': background('blue'),
        'c.css': `${background('yellow')} p { color: red }`,
      });
      await tab.evaluate(() => {
        const sheet = [...document.styleSheets].find(({ href }) => href?.includes('c.css'));
        if (sheet) sheet.disabled = true;
      });
      site.write('b.css', background('purple'));
      site.write('a.css', background('green'));
      site.write('c.css', `${background('orange')} p { color: green }`);
      await until(
        async () => (await links(tab)).every((link) => link.includes('?*')),
        'all swapped',
      );
      assert.equal(await style(tab, 'body', BACKGROUND), TRANSPARENT);
      await tab.evaluate(() => {
        const off = /** @type {HTMLLinkElement} */ (document.querySelector('[disabled]'));
        off.disabled = false;
      });
      await shows('body', BACKGROUND, GREEN);
    });

    test('every link to the file is swapped, each with its own query', async (t) => {
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(
          `<link rel="stylesheet" href="a.css?x=%20+1&y#f"><link rel="stylesheet" href="/a.css">`,
        ),
        'a.css': 'p { color: red }',
      });
      site.write('a.css', 'p { color: blue }');
      await shows('p', 'color', BLUE);
      site.write('a.css', 'p { color: green }');
      await shows('p', 'color', GREEN);
      await until(async () => (await links(tab)).length === 2, 'no link left over');
      assert.deepEqual(
        await tab.$$eval('link', (all) =>
          all.map(({ href }) => new URL(href).search + new URL(href).hash),
        ),
        ['?x=%20+1&y&livereload=A-2.2#f', '?livereload=A-2.2'],
      );
    });

    test('a sheet that does not load leaves the old one, and is tried again', async (t) => {
      const {
        site,
        page: tab,
        lines,
        shows,
      } = await open(t, {
        'index.html': html(LINK),
        'a.css': background('red'),
      });
      site.behave('/a.css', { status: 500 });
      site.write('a.css', background('green'));
      await until(
        () => lines.some((line) => line.includes('/a.css did not load')),
        'said',
        () => lines,
      );
      assert.equal(await style(tab, 'body', BACKGROUND), RED);
      assert.equal((await links(tab)).length, 1);
      site.behave('/a.css', {});
      site.write('unused.txt', '');
      await shows('body', BACKGROUND, GREEN);
      assert.equal((await links(tab)).length, 1);
    });

    test('a page that comes instead of a sheet leaves the old one', async (t) => {
      const quirky = html(LINK).replace('<!doctype html>', '');
      for (const page of [html(LINK), quirky]) {
        const { site, lines, shows } = await open(t, {
          'index.html': page,
          'a.css': background('red'),
        });
        site.behave('/a.css', { body: '<p>none', headers: { 'Content-Type': 'text/html' } });
        site.write('a.css', background('green'));
        await until(() => lines.some((line) => line.includes('/a.css did not load')), 'said');
        await shows('body', BACKGROUND, RED);
        site.behave('/a.css', {});
        site.write('other.css', '');
        await shows('body', BACKGROUND, GREEN);
      }
    });

    test('of quick saves the last one wins, and no link is left over', async (t) => {
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(LINK),
        'a.css': background('red'),
      });
      const slow = gate();
      site.behave('/a.css', { until: slow.until, body: background('blue') });
      site.write('a.css', background('blue'));
      await until(
        () => site.requests.filter((url) => url.startsWith('/a.css')).length === 2,
        'asked',
      );
      site.behave('/a.css', {});
      for (let i = 0; i < 10; i++) site.write('a.css', background('yellow'));
      site.write('a.css', background('green'));
      await until(async () => (await links(tab)).some((link) => link.includes('?*')), 'asked');
      // Firefox loads a sheet that does not apply yet only when no other is on its way.
      slow.open();
      await shows('body', BACKGROUND, GREEN);
      await until(async () => (await links(tab)).length === 1, 'one link');
      assert.equal(await style(tab, 'body', BACKGROUND), GREEN);
    });

    test('a link that was removed meanwhile does not come back', async (t) => {
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(`${LINK}<link rel="stylesheet" href="b.css">`),
        'a.css': background('red'),
        'b.css': 'p { color: red }',
      });
      const slow = gate();
      site.behave('/a.css', { until: slow.until });
      site.write('a.css', background('green'));
      await until(
        () => site.requests.filter((url) => url.startsWith('/a.css')).length === 2,
        'asked',
      );
      await tab.$eval('link', (link) => link.remove());
      slow.open();
      site.write('b.css', 'p { color: green }');
      await shows('p', 'color', GREEN);
      await until(
        async () => (await links(tab)).length === 1,
        'one link',
        () => links(tab),
      );
      assert.equal(await style(tab, 'body', BACKGROUND), TRANSPARENT);
    });

    test('a link that shows another sheet by now keeps that', async (t) => {
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(LINK),
        'a.css': background('red'),
        'b.css': background('blue'),
      });
      const slow = gate();
      site.behave('/a.css', { until: slow.until });
      site.write('a.css', background('green'));
      await until(async () => (await links(tab)).length === 2, 'asked');
      await tab.$eval('link', (link) => link.setAttribute('href', 'b.css'));
      slow.open();
      await until(async () => (await links(tab)).length === 1, 'given up');
      await shows('body', BACKGROUND, BLUE);
    });

    test('a link that was moved meanwhile is swapped where it is now', async (t) => {
      const {
        site,
        page: tab,
        shows,
      } = await open(t, {
        'index.html': html(`${LINK}<link rel="stylesheet" href="b.css">`),
        'a.css': background('red'),
        'b.css': background('blue'),
      });
      const slow = gate();
      site.behave('/a.css', { until: slow.until });
      site.write('a.css', background('green'));
      await until(
        () => site.requests.filter((url) => url.startsWith('/a.css')).length === 2,
        'asked',
      );
      await tab.$eval('link', (link) => document.head.append(link));
      slow.open();
      await shows('body', BACKGROUND, GREEN);
      // It is green before the swap is done: moving the link has loaded it anew.
      await until(async () => (await links(tab)).length === 2, 'one link a sheet');
      const order = (await links(tab)).map((link) => /\w\.css/.exec(link)?.[0]);
      assert.deepEqual(order, ['b.css', 'a.css']);
    });
  });
}
