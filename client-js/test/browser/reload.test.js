import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { style, until, useBrowser } from './harness.js';
import { html } from './pages.js';

const LONG =
  '<div id="box" style="height:100px;overflow:auto"><div style="height:2000px"></div></div>' +
  '<div style="height:5000px"></div>';

/** Whether all is there, what scripts load included. */
function isLoaded() {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  return document.readyState === 'complete' && loaded.some((url) => url.endsWith('/data.json'));
}

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`reloading in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('the scroll positions of window and containers are kept', async (t) => {
      const {
        site,
        page: tab,
        reloaded,
      } = await open(t, {
        'index.html': html('<script src="a.js"></script>', LONG),
        'a.js': '',
      });
      await tab.evaluate(() => {
        // A page that looks after its own scrolling, so the browser does not help.
        history.scrollRestoration = 'manual';
        scrollTo(0, 700);
        document.querySelector('#box')?.scrollTo(0, 300);
      });
      site.write('a.js', '1');
      await reloaded();
      const places = () =>
        tab.evaluate(() => [scrollY, document.querySelector('#box')?.scrollTop].join());
      await until(async () => (await places()) === '700,300', 'scrolled', places);
      await tab.reload();
      await until(async () => (await places()).endsWith(',0'), 'only once', places);
    });

    test('the place stays, where a script puts more above it after the page has loaded', async (t) => {
      const late =
        "addEventListener('load', () => setTimeout(() => {" +
        "for (let i = 0; i < 30; i++) document.querySelector('ul').append(document.createElement('li'));" +
        "document.body.dataset.filled = ''; }, 100))";
      const rows = '<p>text</p>'.repeat(200);
      const {
        site,
        page: tab,
        reloaded,
      } = await open(t, {
        'index.html': html('<script src="a.js"></script>', `<ul></ul>${rows}`),
        'a.js': late,
      });
      const isFilled = () => tab.evaluate(() => 'filled' in document.body.dataset);
      await until(isFilled, 'filled');
      await tab.evaluate(() => scrollTo(0, 1200));
      site.write('a.js', `${late};`);
      await reloaded();
      await until(isFilled, 'filled again');
      const place = () => tab.evaluate(() => scrollY);
      await until(async () => (await place()) === 1200, 'scrolled', place);
    });

    test('scripts, modules and what a script fetched reload the page, once', async (t) => {
      const files = {
        'a.js': 'import "./b.js"; fetch("data.json")',
        'b.js': '',
        'worker.js': '',
        'data.json': '{}',
      };
      const { site, page: tab } = await open(t, {
        'index.html': html(
          '<script type="module" src="a.js"></script><script>new Worker("worker.js")</script>',
        ),
        ...files,
      });
      for (const [path, content] of Object.entries(files)) {
        await tab.evaluate(() => Object.assign(window, { sameDocument: true }));
        await until(() => tab.evaluate(isLoaded), 'loaded');
        site.write(path, content);
        await until(
          () => tab.evaluate(() => !('sameDocument' in window) && 'LiveReload' in window),
          path,
        );
      }
      assert.equal(site.requests.filter((url) => url === '/').length, 1 + 2 * 4);
    });

    test('what a worker uses does, at any depth', async (t) => {
      const { site, page, reloaded } = await open(t, {
        'index.html': html(
          '<script>new Worker("w.js").onmessage = (e) => (document.title = e.data)</script>',
        ),
        'w.js': 'importScripts("lib/a.js")',
        'lib/a.js': 'fetch("/data.json").then((r) => r.json()).then(postMessage)',
        'data.json': '1',
        'other.js': '',
      });
      await until(async () => (await page.title()) === '1', 'runs');
      site.write('other.js', '1');
      site.write('data.json', '2');
      await reloaded();
      await until(async () => (await page.title()) === '2', 'runs');
      const reasons = () => site.shown.map(({ effect, reason }) => `${effect} ${reason}`);
      const expected = 'reloaded /data.json changed (worker)';
      await until(() => reasons().includes(expected), expected, reasons);
    });

    test('what it does not use does not, and a mixed batch is one reload', async (t) => {
      const { site, lines, isSame, reloaded } = await open(t, {
        'index.html': html('<link rel="stylesheet" href="a.css"><script src="a.js"></script>'),
        'a.css': '',
        'a.js': '',
        'other.html': html(''),
      });
      for (const path of ['other.html', 'sub/index.html', 'b.js', 'a.js.map', 'sub/a.js']) {
        site.write(path, '');
      }
      site.write('a.css', 'p {}');
      await until(() => lines.some((line) => line.includes('restyling')), 'restyled');
      assert.ok(await isSame());
      site.send('change', { added: [], removed: [], updated: ['/a.css', '/a.js'] });
      await reloaded();
      const restyled = lines.filter((line) => line.includes('restyling')).length;
      assert.equal(restyled, 1, lines.join('\n'));
    });

    test('a page whose file was deleted stays, and heals when it is back', async (t) => {
      const { site, lines, isSame, reloaded } = await open(
        t,
        { 'about.html': html('<script src="a.js"></script>'), 'a.js': '' },
        { path: 'about.html' },
      );
      site.remove('about.html');
      await until(() => lines.some((line) => line.includes('about.html was deleted')), 'said');
      assert.ok(await isSame());
      site.write('about.html', html('', 'back'));
      await reloaded();
    });

    test('a "not found" page heals when there is something to show', async (t) => {
      const { site, page: tab } = await open(t, { 'x.css': '' }, { path: 'sub/new.html' });
      site.write('sub/other.html', html(''));
      site.write('sub/new.html', html('', '<i>there</i>'));
      await until(() => tab.evaluate(() => document.querySelector('i') !== null), 'shown');
    });

    test('the page is asked first, and one reload shows it when it answers again', async (t) => {
      const {
        site,
        page: tab,
        lines,
        isSame,
        reloaded,
      } = await open(t, {
        'index.html': html('<script src="a.js"></script>'),
        'a.js': '',
      });
      site.behave('/', { status: 503, headers: { 'Content-Type': 'text/plain' } });
      site.write('a.js', '1');
      await until(() => site.requests.filter((url) => url === '/').length > 2, 'asked');
      assert.ok(await isSame());
      site.behave('/', {});
      await reloaded();
      assert.equal(await tab.evaluate(() => performance.getEntriesByType('navigation').length), 1);
      assert.equal(lines.filter((line) => line.includes('reloading')).length, 1);
    });

    test('a page that stays old is not reloaded for ever', async (t) => {
      const old = html(
        '<script async src="/__livereload/client.js" data-id="A-0" data-page="/index.html"></script><script src="a.js"></script>',
      );
      const { site, lines, reloaded } = await open(t, { 'index.html': old, 'a.js': '' });
      site.write('a.js', '1');
      await reloaded();
      await until(
        () => lines.some((line) => line.includes('not again')),
        'said',
        () => lines,
      );
      assert.equal(lines.filter((line) => line.includes('reloading')).length, 1);
    });

    test('a page that changes what it uses by being loaded comes to rest', async (t) => {
      const { site, lines } = await open(t, {
        'index.html': html('<script>fetch("data.json").then((data) => data.text())</script>'),
        'data.json': '0',
      });
      let loads = 0;
      const loading = setInterval(() => {
        const now = lines.filter((line) => line.includes('connected')).length;
        if (now > loads) site.write('data.json', `${(loads = now)}`);
      }, 20);
      t.after(() => clearInterval(loading));
      const slower = () => lines.some((line) => line.includes('13 times in a row; in 2 s'));
      await until(slower, 'slower', () => lines.slice(-3));
      assert.ok(lines.filter((line) => line.includes('reloading')).length <= 14);
    });

    test('one client a page, and a frame looks after itself', async (t) => {
      const {
        site,
        page: tab,
        isSame,
      } = await open(t, {
        'index.html': html(
          '<script async src="/__livereload/client.js?log=quiet&log=normal" data-page="/index.html"></script>',
          '<iframe src="frame.html"></iframe>',
        ),
        'frame.html': html('', '<b>old</b>'),
      });
      await tab.evaluate(() => {
        const again = document.createElement('script');
        again.src = '/__livereload/client.js';
        document.body.append(again);
        return new Promise((loaded) => (again.onload = loaded));
      });
      await until(() => tab.evaluate(() => 'LiveReload' in frames[0]), 'started');
      site.write('frame.html', html('', '<b>new</b>'));
      const text = () => tab.evaluate(() => frames[0].document.querySelector('b')?.textContent);
      await until(async () => (await text()) === 'new', 'the frame', text);
      assert.ok(await isSame());
    });

    test('the options can ask for reloads always, or never', async (t) => {
      const files = { 'index.html': html('<link rel="stylesheet" href="a.css">'), 'a.css': '' };
      const always = await open(t, files, { tag: 'data-reload="always"' });
      always.site.write('a.css', 'p {}');
      await always.reloaded();
      const never = await open(
        t,
        {
          ...files,
          'index.html': html('<link rel="stylesheet" href="a.css"><script src="a.js"></script>'),
          'a.js': '',
        },
        { tag: 'data-reload="never" data-relaod="x"' },
      );
      never.site.write('a.js', '1');
      await until(() => never.lines.some((line) => line.includes('forbids it')), 'said');
      never.site.write('a.css', 'body { top: 1px }');
      await until(async () => (await style(never.page, 'body', 'top')) === '1px', 'restyled');
      assert.ok(await never.isSame());
      assert.equal(never.lines.filter((line) => line.includes('Did you mean "reload"?')).length, 1);
    });

    test('a page can listen, pause and resume', async (t) => {
      const {
        site,
        page: tab,
        isSame,
        reloaded,
      } = await open(t, {
        'index.html': html('<script src="a.js"></script>'),
        'a.js': '',
      });
      await tab.evaluate(() => {
        window.LiveReload.pause();
        window.LiveReload.on('change', (event) => Object.assign(window, { heard: event }));
        window.LiveReload.on('before-reload', ({ reason }) =>
          sessionStorage.setItem('why', reason),
        );
      });
      site.write('a.js', '1');
      await until(() => tab.evaluate(() => 'heard' in window), 'heard');
      assert.ok(await isSame());
      await tab.evaluate(() => window.LiveReload.resume());
      await reloaded();
      assert.equal(
        await tab.evaluate(() => sessionStorage.getItem('why')),
        '/a.js changed (script)',
      );
    });
  });
}
