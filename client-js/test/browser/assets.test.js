import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until, useBrowser } from './harness.js';
import { gate, html } from './pages.js';

/** An image that says by its width which one it is. @param {number} width */
const svg = (width) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"><g id="x"/></svg>`;

/** A second of silence. */
const WAV = (() => {
  const wav = Buffer.alloc(44 + 8000, 128);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + 8000, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(8000, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(8000, 40);
  return wav;
})();

/**
 * Returns the body's markup, with `*` for each version.
 *
 * @param {import('puppeteer-core').Page} page
 */
const markup = (page) =>
  page.evaluate(() => document.body.innerHTML.replace(/livereload=[\w.-]+/g, '*'));

/** @param {import('puppeteer-core').Page} page @param {string} selector */
const widthOf = (page, selector) =>
  page.$eval(selector, (image) => /** @type {HTMLImageElement} */ (image).naturalWidth);

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`files that are shown, in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('an image is swapped when the new one is decoded, and never blank', async (t) => {
      const { site, page, isSame } = await open(t, {
        'index.html': html('', '<img src="a.svg?x=%20+1#f" alt="">'),
        'a.svg': svg(10),
      });
      await page.evaluate(() => {
        const image = /** @type {HTMLImageElement} */ (document.querySelector('img'));
        /** @type {number[]} */
        const seen = [];
        const sample = () => {
          seen.push(image.naturalWidth);
          requestAnimationFrame(sample);
        };
        sample();
        Object.assign(window, { image, seen });
      });
      const slow = gate();
      site.behave('/a.svg', { until: slow.until });
      site.write('a.svg', svg(20));
      await until(() => site.requests.some((url) => url.includes('a.svg?x=%20+1&live')), 'asked');
      assert.equal(await markup(page), '<img src="a.svg?x=%20+1#f" alt="">');
      slow.open();
      await until(async () => (await widthOf(page, 'img')) === 20, 'swapped');
      const { seen, kept } = await page.evaluate(() => ({
        seen: [...new Set(/** @type {any} */ (window).seen)],
        kept: /** @type {any} */ (window).image.isConnected,
      }));
      assert.deepEqual(seen.sort(), [10, 20]);
      assert.ok(kept);
      assert.equal(await markup(page), '<img src="a.svg?x=%20+1&amp;*#f" alt="">');
      assert.ok(await isSame());
    });

    test('of several candidates only the changed one is new', async (t) => {
      const { site, page } = await open(t, {
        'index.html': html(
          '',
          '<picture><source srcset="a.svg?q=1,2 1x, b.svg 9x"><img srcset="c.svg 1x" src="c.svg">' +
            '</picture><img srcset="c.svg 10w,a.svg 2000w" sizes="2000px">',
        ),
        'a.svg': svg(10),
        'b.svg': svg(10),
        'c.svg': svg(10),
      });
      site.write('a.svg', svg(20));
      await until(async () => (await widthOf(page, 'picture img')) === 20, 'swapped');
      assert.equal(
        await markup(page),
        '<picture><source srcset="a.svg?q=1,2&amp;* 1x, b.svg 9x">' +
          '<img srcset="c.svg 1x" src="c.svg"></picture>' +
          '<img srcset="c.svg 10w,a.svg?* 2000w" sizes="2000px">',
      );
      assert.ok(!site.requests.some((url) => /[bc]\.svg\?livereload/.test(url)));
    });

    test('an image that waits to be scrolled to is not loaded for it', async (t) => {
      const { site, page } = await open(t, {
        'index.html': html(
          '',
          '<img id="seen" src="b.svg"><div style="height:20000px"></div><img loading="lazy" src="a.svg">',
        ),
        'a.svg': svg(10),
        'b.svg': svg(10),
      });
      site.write('a.svg', svg(20));
      await until(async () => (await markup(page)).includes('a.svg?*'), 'renamed');
      site.write('b.svg', svg(20));
      await until(async () => (await widthOf(page, '#seen')) === 20, 'the next one');
      assert.deepEqual(
        site.requests.filter((url) => url.startsWith('/a.svg')),
        [],
      );
      await page.$eval('[loading]', (image) => image.scrollIntoView());
      await until(async () => (await widthOf(page, '[loading]')) === 20, 'loaded');
    });

    test('drawings, buttons, posters, objects and backgrounds are swapped', async (t) => {
      const body = `<svg><image href="a.svg"></image><use xlink:href="a.svg#x"></use>
        <filter><feImage href="a.svg"></feImage></filter></svg>
        <input type="image" src="a.svg"><video poster="a.svg"></video>
        <table background="a.svg"></table><img src="b.svg">
        <object data="a.svg"></object><embed src="a.svg">`;
      const { site, page, isSame } = await open(t, {
        'index.html': html('', body),
        'a.svg': svg(10),
        'b.svg': svg(10),
      });
      site.write('a.svg', svg(20));
      const text = () => markup(page);
      await until(async () => (await text()).split('a.svg?*').length === 9, 'swapped', text);
      assert.ok((await text()).includes('xlink:href="a.svg?*#x"'), await text());
      assert.ok((await text()).includes('"b.svg"'), await text());
      assert.ok(await isSame());
    });

    test('every url of an own style is new, and what scripts have set stays', async (t) => {
      const style =
        'cursor: url(a.svg), url(b.svg), auto; --x: url(a.svg); ' +
        'background: image-set(&quot;a.svg&quot; 1x, url(a.svg) 2x) !important';
      const { site, page, isSame } = await open(t, {
        'index.html': html('', `<p style="${style}">text</p>`),
        'a.svg': svg(10),
        'b.svg': svg(10),
      });
      await page.$eval('p', (p) => p.style.setProperty('top', '1px'));
      site.write('a.svg', svg(20));
      const text = () => markup(page);
      await until(async () => (await text()).split('a.svg?*').length === 5, 'swapped', text);
      const facts = await page.$eval('p', ({ style }) => [
        style.top,
        style.getPropertyPriority('background-image'),
        style.cursor.includes('b.svg")'),
      ]);
      assert.deepEqual(facts, ['1px', 'important', true]);
      assert.ok(await isSame());
    });

    test('sheets of scripts and of <style> name the new one, and lose no rule', async (t) => {
      const { site, page, isSame } = await open(t, {
        'index.html': html(
          '<style>@media screen { p { background: url(a.svg) } }</style>',
          `<p>text</p><div></div><script>
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('i { background: url(a.svg) }');
            document.querySelector('div').attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
            document.querySelector('style').sheet.insertRule('b { top: 1px }');
          </script>`,
        ),
        'a.svg': svg(10),
      });
      site.write('a.svg', svg(20));
      const rules = () =>
        page.evaluate(() =>
          [
            document.querySelector('style')?.sheet,
            .../** @type {any} */ (document.querySelector('div')).shadowRoot.adoptedStyleSheets,
          ]
            .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
            .join(),
        );
      await until(async () => (await rules()).split('livereload=').length === 3, 'swapped', rules);
      assert.ok((await rules()).startsWith('b { top: 1px; }'));
      assert.ok(await isSame());
    });

    test('an import and a font of a <style> are swapped, in their place', async (t) => {
      const own =
        '<style nonce="n2" media="screen">@import "top.css"; @font-face { font-family: f; ' +
        'src: url(f.woff2) } p { font-family: f }</style>';
      const policy = "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-n2'";
      const { site, page, lines, isSame, shows } = await open(
        t,
        {
          'index.html': html(`${own}<style nonce="n2">p { top: 1px }</style>`),
          'top.css': '@import "low.css"; p { left: 1px }',
          'low.css': 'p { color: red }',
          'f.woff2': '',
        },
        { headers: { 'Content-Security-Policy': policy } },
      );
      site.write('low.css', 'p { color: green }');
      await shows('p', 'color', 'rgb(0, 128, 0)');
      site.write('f.woff2', '');
      await until(() => site.requests.some((url) => url.startsWith('/f.woff2?live')), 'asked');
      const medias = () =>
        page.evaluate(() => [...document.querySelectorAll('style')].map((all) => all.media).join());
      await until(async () => (await medias()) === 'screen,', 'in its place', medias);
      assert.ok(await isSame(), lines.join('\n'));
    });

    test('an import of a style that no script may change reloads the page', async (t) => {
      const policy =
        "default-src 'self'; script-src 'self'; " +
        // Of the text of the style, to the letter.
        "style-src 'self' 'sha256-Xs6dsBNXHmGYR3w9bIsqk7kFEEGMjOIdUPEHqoXQuHs='";
      const { site, reloaded } = await open(
        t,
        { 'index.html': html('<style>@import "a.css"</style>'), 'a.css': 'p { color: red }' },
        { headers: { 'Content-Security-Policy': policy } },
      );
      site.write('a.css', 'p { color: green }');
      await reloaded();
    });

    test('an icon is a new element, and others stay', async (t) => {
      const { site, page, isSame } = await open(t, {
        'index.html': html(
          '<link rel="icon" href="a.svg"><link rel="apple-touch-icon" href="b.svg">' +
            '<link rel="manifest" href="m.json"><link rel="preload" as="image" href="a.svg">',
        ),
        'a.svg': svg(10),
        'b.svg': svg(10),
        'm.json': '{}',
      });
      site.write('m.json', '{ }');
      site.write('a.svg', svg(20));
      const head = () =>
        page.$$eval('link', (all) =>
          all.map((link) => link.getAttribute('href')?.replace(/=.*/, '')).join(),
        );
      const expected = 'a.svg?livereload,b.svg,m.json,a.svg';
      await until(async () => (await head()) === expected, 'swapped', head);
      assert.ok(await isSame());
    });

    test('a page that names no icon shows the new one at the root', async (t) => {
      const { site, page, isSame } = await open(t, {
        'index.html': html('', '<p>a</p>'),
        'favicon.ico': 'old',
      });
      const icons = () =>
        page.$$eval('link', (all) =>
          all.map((l) => l.outerHTML.replace(/=[^=]*">/, '=*">')).join(),
        );
      for (let time = 0; time < 2; time++) {
        site.write('favicon.ico', 'new');
        const expected = `<link rel="icon" href="${site.url}favicon.ico?livereload=*">`;
        await until(async () => (await icons()) === expected, 'asked for', icons);
      }
      assert.ok(await isSame());
    });

    test('what SVG is painted with is new, and what stands in the page is left alone', async (t) => {
      const paint = 'fill="url(#own)" mask="url(a.svg#x)" marker-end="url(\'a.svg#x\')"';
      const { site, page, isSame } = await open(t, {
        'index.html': html('', `<svg><path ${paint} clip-path="url(b.svg#x)"/></svg>`),
        'a.svg': svg(10),
        'b.svg': svg(10),
      });
      site.write('a.svg', svg(20));
      const attributes = () =>
        page.$eval('path', (path) =>
          ['fill', 'mask', 'marker-end', 'clip-path'].map((name) =>
            path.getAttribute(name)?.replace(/livereload=[\w.-]+/, '*'),
          ),
        );
      const expected = ['url(#own)', 'url(a.svg?*#x)', "url('a.svg?*#x')", 'url(b.svg#x)'];
      await until(async () => `${await attributes()}` === `${expected}`, 'new', attributes);
      assert.ok(await isSame());
    });

    test('a frame that stands in the page itself is looked after', async (t) => {
      const inner =
        '<base href=/in/><link rel=stylesheet href=a.css><style>@import url(i.css); b { background: url(a.svg) }</style>' +
        "<b style='cursor: url(a.svg), auto'>b</b><img src=a.svg><script src=a.js></script>";
      const { site, page, isSame, reloaded } = await open(t, {
        'index.html': html('', `<iframe srcdoc="${inner}"></iframe>`),
        'in/a.css': 'b { top: 1px }',
        'in/i.css': 'b { left: 1px }',
        'in/a.svg': svg(10),
        'in/a.js': '',
      });
      /** @param {string} what */
      const read = (what) => page.evaluate(`frames[0].${what}`);
      const top = () => read("getComputedStyle(frames[0].document.querySelector('b')).top");
      await until(async () => (await top()) === '1px', 'loaded', top);
      site.write('in/a.css', 'b { top: 2px }');
      await until(async () => (await top()) === '2px', 'restyled', top);
      site.write('in/i.css', 'b { left: 2px }');
      const left = () => read("getComputedStyle(frames[0].document.querySelector('b')).left");
      await until(async () => (await left()) === '2px', 'imported', left);
      site.write('in/a.svg', svg(20));
      const width = () => read("document.querySelector('img').naturalWidth");
      await until(async () => (await width()) === 20, 'shown', width);
      const urls = () =>
        read('document.documentElement.outerHTML.match(/a.svg.livereload/g).length');
      await until(async () => (await urls()) === 2, 'named', urls);
      assert.ok(await isSame());
      site.write('in/a.js', '1');
      await reloaded();
    });

    test('sound goes on where it was', async (t) => {
      const { site, page, isSame } = await open(t, {
        'index.html': html('', '<audio><source src="a.wav"></audio><audio src="a.wav"></audio>'),
        'a.wav': WAV,
      });
      const all = () =>
        page.$$eval('audio', (sounds) =>
          sounds
            .map((s) =>
              [s.currentTime, s.paused, s.playbackRate, s.volume, s.readyState > 0].join(),
            )
            .join(' '),
        );
      await page.$$eval('audio', (sounds) =>
        sounds.forEach((sound) => {
          sound.volume = 0.25;
          sound.playbackRate = 2;
          sound.currentTime = 0.5;
        }),
      );
      const expected = '0.5,true,2,0.25,true';
      await until(async () => (await all()) === `${expected} ${expected}`, 'ready', all);
      site.write('a.wav', WAV);
      const sources = () =>
        page.$$eval(
          'audio',
          (sounds) => sounds.filter((s) => s.currentSrc.includes('live')).length,
        );
      await until(async () => (await sources()) === 2, 'swapped', sources);
      await until(async () => (await all()) === `${expected} ${expected}`, 'as it was', all);
      assert.ok(await isSame());
    });

    test('a frame that does not look after itself is loaded anew, alone', async (t) => {
      const { site, page, isSame } = await open(t, {
        'index.html': html('', '<iframe src="a.txt"></iframe>'),
        'a.txt': 'old',
      });
      const text = () => page.evaluate(() => frames[0].document.body?.textContent);
      await until(async () => (await text()) === 'old', 'loaded', text);
      const length = () => page.evaluate(() => history.length);
      const before = await length();
      site.write('a.txt', 'new');
      await until(async () => (await text()) === 'new', 'the frame', text);
      assert.ok(await isSame());
      assert.equal(await length(), before);
    });

    test('what a patch of the document brings is new, too', async (t) => {
      const image = '<img src="a.svg" alt="">';
      const { site, page, isSame } = await open(t, {
        'index.html': html('', `${image}<p style="background: url(b.svg)">a</p>`),
        'a.svg': svg(10),
        'b.svg': svg(10),
      });
      site.write('a.svg', svg(20));
      await until(async () => (await widthOf(page, 'img')) === 20, 'swapped');
      site.write('b.svg', svg(20));
      await until(async () => /b\.svg\?\*/.test(await markup(page)), 'swapped');
      const style = 'style="background: url(b.svg)"';
      site.write('index.html', html('', `${image}<p ${style}>a</p>${image}<b ${style}>c</b>`));
      await until(
        async () => (await page.$('b')) && (await widthOf(page, 'p + img')) === 20,
        'new',
      );
      assert.equal((await markup(page)).match(/\.svg\?\*/g)?.length, 4);
      assert.ok(await isSame());
    });

    test('what does not load stays as it is, and is tried again', async (t) => {
      const { site, page, lines, isSame } = await open(t, {
        'index.html': html('', '<img src="a.svg">'),
        'a.svg': svg(10),
      });
      site.write('a.svg', '<svg');
      await until(() => lines.some((line) => line.includes('/a.svg did not load')), 'said');
      assert.equal(await markup(page), '<img src="a.svg">');
      site.remove('a.svg');
      await until(() => lines.some((line) => line.includes('/a.svg was deleted')), 'said');
      assert.equal(await widthOf(page, 'img'), 10);
      site.write('a.svg', svg(20));
      await until(async () => (await widthOf(page, 'img')) === 20, 'swapped');
      assert.ok(await isSame());
    });

    test('of quick saves the last one wins', async (t) => {
      const { site, page } = await open(t, {
        'index.html': html('', '<img src="a.svg">'),
        'a.svg': svg(10),
      });
      const slow = gate();
      site.behave('/a.svg', { until: slow.until, body: svg(15) });
      site.write('a.svg', svg(15));
      await until(() => site.requests.some((url) => url.includes('A-1.')), 'asked');
      site.behave('/a.svg', {});
      for (let width = 16; width <= 25; width++) site.write('a.svg', svg(width));
      await until(async () => (await widthOf(page, 'img')) === 25, 'the last one');
      slow.open();
      await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
      assert.equal(await widthOf(page, 'img'), 25);
    });

    test('a sheet takes its place when its new image is there', async (t) => {
      const { site, page } = await open(t, {
        'index.html': html('<link rel="stylesheet" href="a.css">'),
        'a.css': 'body { background: url(a.svg) }',
        'a.svg': svg(10),
      });
      const slow = gate();
      site.behave('/a.svg', { until: slow.until });
      site.write('a.svg', svg(20));
      await until(() => site.requests.includes('/a.svg?v=1'), 'asked');
      const media = () => page.$$eval('link', (all) => all.map((link) => link.media).join());
      assert.equal(await media(), ',not all');
      slow.open();
      await until(async () => (await media()) === '', 'swapped', media);
    });

    test('a sheet that a script imported gets its text in the same object', async (t) => {
      const { site, page, lines, shows, isSame, reloaded } = await open(t, {
        'index.html': html('<script type="module" src="a.js"></script>'),
        'a.js': `import sheet from './m.css' with { type: 'css' };
          document.adoptedStyleSheets = [sheet];`,
        'm.css': 'p { color: red }',
      });
      const adopts = await page.evaluate(() => document.adoptedStyleSheets.length);
      site.write('m.css', 'p { color: green }');
      if (!adopts) {
        // This browser has no such modules.
        assert.ok(
          lines.some((line) => line.startsWith('error') || line.includes('CSS')),
          lines.join(),
        );
        return;
      }
      await shows('p', 'color', 'rgb(0, 128, 0)');
      assert.ok(await isSame());
      site.write('m.css', 'p { color: blue }');
      await shows('p', 'color', 'rgb(0, 0, 255)');
      site.write('a.js', '');
      await reloaded();
    });
  });
}
