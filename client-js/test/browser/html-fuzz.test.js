import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CLIENT } from '../bundle.js';
import { launch } from './browsers.js';
import { fuzz } from './html-fuzz.js';

/** How many pairs of documents, from which seed; a nightly run may take more. */
const PAIRS = Number(process.env.FUZZ ?? 300);
const SEED = Number(process.env.SEED ?? 1);

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`random pages in ${engine}`, () => {
    /** @type {import('puppeteer-core').Browser} */
    let browser;
    before(async () => {
      browser = await launch(engine);
    });
    after(() => browser?.close());

    test('show what they should, keep elements with ids, and lose nothing that scripts made', async () => {
      const flags = ['--bundle', '--format=iife', '--global-name=engine'];
      const esbuild = join(CLIENT, 'node_modules/.bin/esbuild');
      const input = "export * from './src/three-way.js'";
      const code = execFileSync(esbuild, flags, { cwd: CLIENT, input });
      const page = await browser.newPage();
      const run = `${code};(${fuzz})(engine.planPatch, ${SEED}, ${SEED + PAIRS})`;
      const failures = /** @type {string[]} */ (await page.evaluate(run));
      assert.deepEqual(failures.slice(0, 3), [], `${failures.length} of ${2 * PAIRS}`);
    });
  });
}
