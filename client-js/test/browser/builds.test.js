import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CLIENT } from '../bundle.js';
import { launch } from './browsers.js';
import { startServerIn } from './dev-server.js';
import { openTab, style, until } from './harness.js';
import { click, sees } from './overlay-view.js';
import { BACKGROUND, GREEN, RED, html } from './pages.js';

/** A build that starts Node takes a while where all cores are busy. */
const SLOW_BUILD = 60_000;

const scss = (/** @type {string} */ color) =>
  `$color: ${color};\nbody {\n  background: $color;\n}\n`;
const BROKEN_SCSS = '$color: green;\nbody {\n  background: $color\n  color: red;\n}\n';
const TS = "const text: string = 'one';\ndocument.title = text;\n";
const BROKEN_TS = "const text: number = 'one';\ndocument.title = `${text}`;\n";

const FILES = {
  'site/index.html': html(
    '<link rel="stylesheet" href="main.css">',
    '<input><script src="main.js"></script>',
  ),
  'css/main.scss': scss('red'),
  'ts/main.ts': TS,
};

/** @param {string} name */
const tool = (name) => `"${join(CLIENT, 'node_modules/.bin', name)}"`;

const JAVA = 'src/main/java/Greeting.java';
const PAGE = 'src/main/resources/public/index.html';
const java = (/** @type {string} */ value) => `class Greeting {\n  String text = ${value};\n}\n`;
const page = (/** @type {string} */ text) => html('', `<p>${text}</p><input>`);

const MAVEN_PROJECT = {
  'pom.xml': `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>test</groupId><artifactId>site</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <build><plugins>
    <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
    <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
  </plugins></build>
</project>
`,
  [JAVA]: java('"one"'),
  [PAGE]: page('one'),
  // Maven makes it, but the folder must be there before.
  'target/classes/public/.keep': '',
};

const SASS = `${tool('sass')} --no-source-map css/main.scss site/main.css`;
const TSC = `${tool('tsc')} --pretty --noEmitOnError --target es2022 --outDir site ts/main.ts`;

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`real builds in ${engine}`, () => {
    /** @type {import('puppeteer-core').Browser} */
    let browser;
    before(async () => {
      browser = await launch(engine);
    });
    after(() => browser?.close());

    /**
     * Builds and serves, and opens the page once it is built.
     *
     * @param {import('node:test').TestContext} t
     * @param {string} build
     * @param {Record<string, string>} files
     * @param {string} site
     */
    async function open(t, build, files = FILES, site = 'site') {
      const root = mkdtempSync(join(tmpdir(), 'livereload-builds-'));
      const write = (/** @type {string} */ path, /** @type {string} */ content) => {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      };
      for (const [path, content] of Object.entries(files)) write(path, content);
      const server = await startServerIn(root, '--build', build, site);
      t.after(async () => {
        await server.stop();
        rmSync(root, { recursive: true });
      });
      const built = () => server.lines.some((line) => line.startsWith('built '));
      await until(
        built,
        'built',
        () => [...server.lines, ...server.problems].join('\n'),
        SLOW_BUILD,
      );
      const tab = await openTab(browser, server.url);
      t.after(() => tab.page.close());
      return { write, ...tab };
    }

    test('a mistake in Sass is shown with its line, mended it is gone and the page restyled', async (t) => {
      const { write, page, isSame } = await open(t, `css/*.scss=${SASS}`);
      assert.equal(await style(page, 'body', BACKGROUND), RED);
      await page.type('input', 'typed');
      write('css/main.scss', BROKEN_SCSS);
      await sees(page, '1 error', SLOW_BUILD);
      await click(page, '.badge');
      await sees(page, /^\[1 error\|sass\|error\ncss\/main\.scss:4:8\nexpected ";"/);
      assert.equal(await style(page, 'body', BACKGROUND), RED);
      write('css/main.scss', scss('green'));
      await sees(page, /^(building .*|built sass)?$/, SLOW_BUILD);
      const colour = () => style(page, 'body', BACKGROUND);
      await until(async () => (await colour()) === GREEN, 'green', colour, SLOW_BUILD);
      await sees(page, '');
      assert.ok(await isSame());
      assert.equal(await page.$eval('input', (input) => input.value), 'typed');
    });

    test('a mistake in TypeScript is shown with its line, mended it is gone and the page new', async (t) => {
      const { write, page, reloaded } = await open(t, `ts/*.ts=${TSC}`);
      assert.equal(await page.title(), 'one');
      write('ts/main.ts', BROKEN_TS);
      await sees(page, '1 error', SLOW_BUILD);
      await click(page, '.badge');
      await sees(page, /^\[1 error\|tsc\|error\nts\/main\.ts:1:7\n.*not assignable/);
      write('ts/main.ts', TS.replace('one', 'two'));
      await reloaded();
      await until(async () => (await page.title()) === 'two', 'new title');
      await sees(page, '');
    });

    // Maven takes seconds a run, and what the two engines show is compared above.
    if (engine === 'firefox') return;

    test('a mistake in Java is shown with its line, mended it is gone and the page patched', async (t) => {
      const site = 'target/classes/public';
      const {
        write,
        page: tab,
        isSame,
      } = await open(t, 'src/**=mvn -B -ntp compile', MAVEN_PROJECT, site);
      const text = () => tab.$eval('p', (p) => p.textContent);
      assert.equal(await text(), 'one');
      await tab.type('input', 'typed');
      write(JAVA, java('1'));
      await sees(tab, '1 error', SLOW_BUILD);
      await click(tab, '.badge');
      await sees(
        tab,
        /^\[1 error\|mvn\|error\nsrc\/main\/java\/Greeting\.java:2:17\nincompatible types/,
      );
      write(PAGE, page('two'));
      write(JAVA, java('"two"'));
      await until(async () => (await text()) === 'two', 'two', text, SLOW_BUILD);
      await sees(tab, '', SLOW_BUILD);
      assert.ok(await isSame());
      assert.equal(await tab.$eval('input', (input) => input.value), 'typed');
    });
  });
}
