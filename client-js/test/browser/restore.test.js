import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until, useBrowser } from './harness.js';
import { html } from './pages.js';

const FORM = `<form>
  <input name="text" value="served"><input name="same" value="served">
  <input type="password" name="secret"><input name="off" autocomplete="off">
  <input name="card" autocomplete="cc-number">
  <input type="checkbox" name="box"><input type="checkbox" name="other" checked>
  <input type="radio" name="choice" value="1" checked><input type="radio" name="choice" value="2">
  <textarea name="area">served</textarea>
  <select name="one"><option>1<option>2<option selected>3</select>
  <select name="untouched"><option>1<option>2</select>
  <select name="many" multiple><option selected>1<option>2<option>3</select>
</form>
<form autocomplete="off"><input name="private"></form>
<details id="open"><summary>s</summary>text</details><details><summary>s</summary>text</details>
<p tabindex="0">text</p>`;

const FILES = { 'index.html': html('<script src="a.js"></script>', FORM), 'a.js': '' };

/** What the form of a page holds. Runs in the page. */
function state() {
  const values = [...document.querySelectorAll('input,textarea')].map((each) => {
    const { name, value, type, checked } = /** @type {HTMLInputElement} */ (each);
    return `${name}=${/checkbox|radio/.test(type) ? checked : value}`;
  });
  const selected = [...document.querySelectorAll('select')].map(
    ({ name, selectedOptions }) => `${name}=${[...selectedOptions].map(({ text }) => text)}`,
  );
  const open = [...document.querySelectorAll('details')].map((each) => each.open);
  return [...values, ...selected, `open=${open}`].join(' ');
}

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`what the user did, after a reload in ${engine}`, () => {
    const { open } = useBrowser(engine);

    test('values, choices and details are as they were, secrets are gone', async (t) => {
      const { site, page, reloaded } = await open(t, FILES);
      await page.evaluate(() => {
        /** @param {string} name @returns {any} */
        const field = (name) => document.getElementsByName(name)[0];
        for (const name of ['text', 'secret', 'off', 'card', 'area', 'private']) {
          field(name).value = 'typed';
        }
        field('box').checked = true;
        field('other').checked = false;
        /** @type {any} */ (document.getElementsByName('choice')[1]).checked = true;
        field('one').selectedIndex = 1;
        field('many').options[2].selected = true;
        document.querySelector('details')?.setAttribute('open', '');
        addEventListener('pagehide', () => {
          const word = Object.entries(sessionStorage).find(([key]) => key.includes('http'));
          sessionStorage.setItem('word', `${word}`);
        });
      });
      site.write('a.js', '1');
      await reloaded();
      const expected =
        'text=typed same=served secret= off= card= box=true other=false choice=false choice=true ' +
        'area=typed private= one=2 untouched=1 many=1,3 open=true,false';
      const read = async () =>
        // Firefox brings back what it likes by itself.
        engine === 'firefox'
          ? (await page.evaluate(state)).replace(/(secret|off|card|private)=typed/g, '$1=')
          : page.evaluate(state);
      await until(async () => (await read()) === expected, 'filled in', read);
      const word = await page.evaluate(() => sessionStorage.getItem('word'));
      const kept = [...`${word}`.matchAll(/(?:input|textarea|select)[\w-]* \S+ (\w+)/g)];
      assert.deepEqual(
        kept.map(([, name]) => name),
        ['text', 'box', 'other', 'choice', 'choice', 'area', 'one', 'many'],
      );
      const left = await page.evaluate(() => Object.keys(sessionStorage));
      assert.deepEqual(left, ['word']);
    });

    test('the caret is where it was', async (t) => {
      const { site, page, reloaded } = await open(t, FILES);
      await page.evaluate(() => {
        const area = /** @type {any} */ (document.getElementsByName('area')[0]);
        area.value = 'some text';
        area.focus();
        area.setSelectionRange(2, 4);
      });
      site.write('a.js', '1');
      await reloaded();
      const caret = () =>
        page.evaluate(() => {
          const { name, selectionStart, selectionEnd } = /** @type {any} */ (
            document.activeElement
          );
          return [name, selectionStart, selectionEnd].join();
        });
      await until(async () => (await caret()) === 'area,2,4', 'focused', caret);
      await page.$eval('p', (p) => p.focus());
      site.write('a.js', '2');
      await page.evaluate(() => Object.assign(window, { sameDocument: true }));
      await reloaded();
      const focused = () => page.evaluate(() => document.activeElement?.localName);
      await until(async () => (await focused()) === 'p', 'focused', focused);
    });

    test('what is another field by now, or filled by a script, is left alone', async (t) => {
      const { site, page, lines, reloaded } = await open(t, FILES);
      await page.evaluate(() => {
        for (const name of ['text', 'same']) {
          /** @type {any} */ (document.getElementsByName(name)[0]).value = 'typed';
        }
      });
      const changed = FORM.replace('name="text"', 'name="renamed"');
      const script = '<script>document.getElementsByName("same")[0].value = "script"</script>';
      // Without an event of its own.
      site.behave('/', { body: html('<script src="a.js"></script>', changed + script) });
      site.write('a.js', '1');
      await reloaded();
      await until(() => lines.filter((line) => line.includes('connected')).length === 2, 'there');
      await until(() => site.shown.some(({ effect }) => effect === 'reloaded'), 'loaded');
      const now = await page.evaluate(state);
      // Firefox fills in by itself what stands where another field was.
      const renamed = engine === 'firefox' ? 'typed' : 'served';
      assert.ok(now.startsWith(`renamed=${renamed} same=script`), now);
    });
  });
}
