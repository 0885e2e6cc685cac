import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTab, until, useBrowser } from './harness.js';
import { click, seen, sees } from './overlay-view.js';
import { html } from './pages.js';

/** @typedef {import('./harness.js').Page} Page */

const FILES = {
  'index.html': html('', '<input value="text"><p>text</p>'),
  'other.html': html(''),
};

const SEMICOLON = {
  message: 'expected ";".',
  file: 'css/a.scss',
  line: 3,
  column: 9,
  frame: '3 |   color: \u001b[31mred\u001b[0m\n  |         ^',
};
const COLON = { message: 'expected ":".', file: 'css/b.scss', line: 7 };
const TYPE = {
  message: "Type 'string' is not assignable to type 'number'.",
  file: 'a.ts',
  line: 1,
};

const POLICY =
  "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; require-trusted-types-for 'script'; trusted-types dev.livereload";

/** A script that is gone at once, and modules: one that runs, and one that imports a broken one. */
const LOADS = {
  'load.js': `
    const script = Object.assign(document.createElement('script'), { src: 'run.js' });
    document.head.append(script);
    script.remove();
    script.onload = () => import('./module.js').then(() => import('./a.js'));`,
  'run.js': 'window.runs = (window.runs ?? 0) + 1;',
  'module.js': 'window.runs = (window.runs ?? 0) + 1;',
};

const ERRORS = `
  dispatchEvent(new ErrorEvent('error', { message: 'ResizeObserver loop limit exceeded' }));
  dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
  Promise.reject(new DOMException('stopped', 'AbortError'));
  Promise.reject(new TypeError('not caught'));
`;

/** What has the focus, by its text. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: outer } = document;
    const inner = outer?.shadowRoot?.activeElement ?? outer;
    return `${inner?.localName} ${inner?.getAttribute('aria-label') ?? ''}`.trim();
  });

/** @param {Page} page @param {string} expected */
const focuses = (page, expected) =>
  until(
    async () => (await focused(page)) === expected,
    `focus on ${expected}`,
    () => focused(page),
  );

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`how builds stand, in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('a failure is a badge, large on demand, and both go when it is mended', async (t) => {
      const { site, page, isSame } = await open(t, FILES);
      site.build('sass');
      site.build('sass', [SEMICOLON]);
      await sees(page, '1 error');
      await click(page, '.badge');
      const frame = '3 |   color: red\n  |         ^';
      await sees(page, `[1 error|sass|error\ncss/a.scss:3:9\nexpected ";".\n${frame}]`);
      const colour = await page.evaluate(() => {
        const root = document.querySelector('livereload-overlay')?.shadowRoot;
        return root?.querySelector('pre .red')?.textContent;
      });
      assert.equal(colour, 'red');
      site.build('sass');
      site.build('sass', []);
      await sees(page, /^(built sass)?$/);
      await sees(page, '');
      assert.ok(await isSame());
    });

    test('the success of one source takes away no error of another', async (t) => {
      const { site, page } = await open(t, FILES, { tag: 'data-overlay="full"' });
      site.build('tsc', [TYPE]);
      await sees(page, `[1 error|tsc|error\na.ts:1\n${TYPE.message}]`);
      site.build('sass', [COLON]);
      const both = `[2 errors|sass|error\ncss/b.scss:7\n${COLON.message}|tsc|error\na.ts:1\n${TYPE.message}]`;
      await sees(page, both);
      site.build('sass', []);
      await sees(page, `[1 error|tsc|error\na.ts:1\n${TYPE.message}]`);
      site.build('tsc', []);
      await sees(page, /^(built tsc)?$/);
    });

    test('it comes back while the errors stand, and with the name of one source not for others', async (t) => {
      const { site, page } = await open(t, FILES);
      site.build('sass', [SEMICOLON, COLON]);
      await sees(page, '2 errors');
      await page.reload();
      await sees(page, '2 errors');
      const { page: other } = await openTab(page.browser(), `${site.url}other.html`);
      t.after(() => other.close());
      await sees(other, '2 errors');
      const named = html('<script async src="/__livereload/client.js" data-name="tsc"></script>');
      site.behave('/other.html', { body: named });
      await other.reload();
      site.build('tsc', [TYPE]);
      await sees(other, '1 error');
      site.build('tsc', []);
      await sees(other, '');
      await sees(page, '2 errors');
    });

    test('a build under 300 ms is never seen, a longer one with the time it takes', async (t) => {
      const { site, page } = await open(t, FILES);
      await page.evaluate(() => {
        let now = performance.now();
        performance.now = () => now;
        /** @type {string[]} */
        const told = [];
        window.LiveReload.on('building', ({ name }) => told.push(name));
        Object.assign(window, { told, pass: (/** @type {number} */ ms) => (now += ms) });
      });
      /** @type {(ms: number) => Promise<void>} */
      const pass = (ms) => page.evaluate((time) => /** @type {any} */ (window).pass(time), ms);
      site.build('quick');
      await until(() => page.$('livereload-overlay'), 'there');
      await page.evaluate(() => {
        const root = document.querySelector('livereload-overlay')?.shadowRoot;
        const badge = root?.querySelector('.badge');
        /** @type {string[]} each state, however short it is */
        const all = [];
        Object.assign(window, { all });
        const note = () => all.push(badge?.checkVisibility() ? `${badge.textContent}` : '');
        note();
        const observer = new MutationObserver(note);
        const subtree = { subtree: true, childList: true, attributes: true };
        observer.observe(/** @type {Element} */ (badge), subtree);
      });
      await pass(299);
      site.build('quick', []);
      site.build('slow');
      await until(() => page.evaluate(() => /** @type {any} */ (window).told[1]), 'told');
      await pass(300);
      await sees(page, 'building slow 0.3 s');
      await pass(1000);
      await sees(page, 'building slow 1.3 s');
      site.build('slow', []);
      await sees(page, 'built slow');
      await pass(2000);
      const all = () =>
        page.evaluate(() =>
          /** @type {any} */ (window).all
            .filter(
              (/** @type {string} */ text, /** @type {number} */ i, /** @type {string[]} */ each) =>
                text !== each[i - 1],
            )
            .join('|'),
        );
      const expected = '|building slow 0.3 s|building slow 1.3 s|built slow|';
      await until(async () => (await all()) === expected, expected, all);
    });

    test('the keyboard opens it, moves, closes it, and the focus is given back', async (t) => {
      const { site, page } = await open(t, FILES);
      await page.focus('input');
      site.build('sass', [SEMICOLON, COLON]);
      await sees(page, '2 errors');
      assert.equal(await focused(page), 'input');
      await page.keyboard.press('Tab');
      await focuses(page, 'button');
      await page.keyboard.press('Enter');
      const [first, second] = [SEMICOLON, COLON].map(
        ({ file, line, message, ...rest }) =>
          `article error ${[file, line, ...('column' in rest ? [rest.column] : [])].join(':')}: ${message}`,
      );
      await focuses(page, first);
      await page.keyboard.press('ArrowDown');
      await focuses(page, second);
      await page.keyboard.press('ArrowDown');
      await focuses(page, second);
      site.build('tsc', [TYPE]);
      await sees(page, /^\[3 errors/);
      await focuses(page, second);
      await page.keyboard.press('Home');
      await focuses(page, first);
      await page.keyboard.press('Escape');
      await sees(page, '3 errors');
      await focuses(page, 'button');
    });

    test('what opened by itself gives the focus back to the page, with its caret', async (t) => {
      const { site, page } = await open(t, FILES, { tag: 'data-overlay="full"' });
      await page.$eval('input', (input) => {
        input.focus();
        input.setSelectionRange(1, 3);
      });
      site.build('sass', [SEMICOLON]);
      await sees(page, /^\[1 error/);
      await page.keyboard.press('Escape');
      await sees(page, '1 error');
      await focuses(page, 'input');
      // The same failure once more is no news.
      site.build('sass', [SEMICOLON]);
      site.build('other', []);
      assert.equal(await seen(page), '1 error');
      site.build('sass', [COLON]);
      await sees(page, /^\[1 error/);
      site.build('sass', []);
      await sees(page, /^(built sass)?$/);
      const caret = await page.$eval('input', (input) => [
        input.selectionStart,
        input.selectionEnd,
      ]);
      assert.deepEqual(caret, [1, 3]);
      await focuses(page, 'input');
    });

    test('a place is opened in the editor, and what hinders that is said', async (t) => {
      const { site, page } = await open(t, FILES, { tag: 'data-overlay="full"' });
      site.build('sass', [SEMICOLON]);
      await sees(page, /^\[1 error/);
      await click(page, '.place');
      await until(() => site.opened.length === 1, 'opened');
      const { file, line, column } = SEMICOLON;
      assert.deepEqual(site.opened[0], { file, line, column });
      site.behave('/__livereload/open', { status: 503, body: 'There is no editor.' });
      await click(page, '.place');
      const said = () =>
        page.evaluate(() => {
          const root = document.querySelector('livereload-overlay')?.shadowRoot;
          return root?.querySelector('.said')?.textContent;
        });
      await until(async () => (await said()) === 'Not opened: There is no editor.', 'said', said);
    });

    test('a strict policy and Trusted Types are kept', async (t) => {
      const headers = { 'Content-Security-Policy': POLICY };
      const { site, page, lines } = await open(t, FILES, { headers, tag: 'data-overlay="full"' });
      const markup = { message: '<img src=x onerror=alert(1)>' };
      site.build('sass', [markup]);
      await sees(page, `[1 error|sass|error\n${markup.message}]`);
      const width = await page.evaluate(() => {
        const root = document.querySelector('livereload-overlay')?.shadowRoot;
        return getComputedStyle(/** @type {Element} */ (root?.querySelector('article')))
          .borderWidth;
      });
      assert.equal(width, '1px');
      assert.deepEqual(
        lines.filter((line) => /policy|trusted/i.test(line)),
        [],
      );
    });

    test('a patch of the page leaves it where it is, and it takes no room', async (t) => {
      const { site, page } = await open(t, FILES);
      const size = () =>
        page.evaluate(() => {
          const { scrollWidth, scrollHeight } = document.documentElement;
          return [scrollWidth, scrollHeight, document.body.clientHeight].join();
        });
      const before = await size();
      site.build('sass', [SEMICOLON]);
      await sees(page, '1 error');
      assert.equal(await size(), before);
      site.write('index.html', html('', '<input value="text"><p>new</p><p>more</p>'));
      await until(async () => (await page.$$('p')).length === 2, 'patched');
      await sees(page, '1 error');
      assert.ok(site.shown.every(({ effect }) => effect !== 'reloaded'));
    });

    test('an outage is said, once it lasts, and its end', async (t) => {
      const { site, page } = await open(t, FILES);
      site.build('sass', [SEMICOLON]);
      await sees(page, '1 error');
      await site.stop();
      await sees(page, 'offline');
      await site.start('A');
      await sees(page, '1 error');
    });

    test('with overlay="false" there is none, but the page is told', async (t) => {
      const { site, page } = await open(t, FILES, { tag: 'data-overlay="false"' });
      await page.evaluate(() => {
        /** @type {string[]} */
        const told = [];
        Object.assign(window, { told });
        for (const type of ['building', 'built']) {
          window.LiveReload.on(type, ({ name, errors }) =>
            told.push(`${type} ${name} ${errors?.length}`),
          );
        }
      });
      site.build('sass');
      site.build('sass', [SEMICOLON]);
      const told = () => page.evaluate(() => /** @type {any} */ (window).told.join('|'));
      await until(
        async () => (await told()) === 'building sass undefined|built sass 1',
        'told',
        told,
      );
      assert.ok(!(await page.$('livereload-overlay')));
      assert.ok(!site.requests.includes('/__livereload/overlay.js'));
    });

    test('errors of the page itself are shown where that is wanted, but harmless ones', async (t) => {
      const broken = 'let a = 1;\nlet b = ;\n';
      const files = {
        ...FILES,
        'a.js': "import './b.js';\n",
        'b.js': broken,
        'errors.js': ERRORS,
        ...LOADS,
      };
      const { page } = await open(t, files);
      await page.evaluate(() => window.LiveReload.showErrors());
      await until(() => page.$('livereload-overlay'), 'ready');
      await page.addScriptTag({ url: 'errors.js' });
      await sees(page, '1 error');
      await page.addScriptTag({ url: 'load.js' });
      await sees(page, '2 errors');
      await click(page, '.badge');
      await sees(
        page,
        /this page\|error.*\nTypeError: not caught.*\|error\nb\.js:2:9\n.*SyntaxError/s,
      );
      const runs = await page.evaluate(() => /** @type {any} */ (window).runs);
      assert.equal(runs, 2, 'a script or a module was run again');
      assert.equal((await page.$$('script[type=module]')).length, 0);
    });
  });
}
