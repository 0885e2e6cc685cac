import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until } from './harness.js';
import { usePatcher } from './html-pages.js';
import { gate, html } from './pages.js';

const PATCHED = { effect: 'patched', added: [] };

/**
 * What the page is served with and what it becomes, what a user or script does before, and what
 * must be true after; both run in the page. `x` is the element of that id, `kept` what the first
 * returned.
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {string} old
 * @property {string} next
 * @property {(x: any) => unknown} act
 * @property {(x: any, kept: any) => unknown} fact
 * @property {string[]} [added]
 */

/** @type {Case[]} */
const CASES = [
  {
    name: 'an element that changed is the same object, with its listeners',
    old: '<p>a</p><button id="x" class="a">go</button>',
    next: '<h1>new</h1><p>b</p><button id="x" class="b" title="t">stop</button>',
    added: ['h1'],
    act: (x) => {
      x.addEventListener('click', () => (document.title = 'clicked'));
      return Object.assign(window, { x });
    },
    fact: (x) => {
      x.click();
      return x === /** @type {any} */ (window).x && document.title === 'clicked';
    },
  },
  {
    name: 'elements without ids are, too, before and after what was added and removed',
    old: '<ul id="x"><li>a</li><li>b</li><li>c</li><li>d</li></ul>',
    next: '<ul id="x"><li>new</li><li>d</li><li>a</li><li>c!</li></ul>',
    added: ['li'],
    act: (x) => Object.assign(window, { items: [...x.children] }),
    fact: (x) => {
      const { items } = /** @type {any} */ (window);
      return x.children[1] === items[3] && x.children[2] === items[0];
    },
  },
  {
    name: 'the window and containers keep their scroll position',
    old: '<p>a</p><div id="x" style="height:100px;overflow:auto"><div style="height:2000px">t</div></div><div style="height:5000px"></div>',
    next: '<p>b</p><div id="x" style="height:100px;overflow:auto"><div style="height:2000px">u</div></div><div style="height:5000px"></div>',
    act: (x) => {
      x.scrollTo(0, 300);
      scrollTo(0, 700);
    },
    fact: (x) => x.scrollTop === 300 && scrollY === 700,
  },
  {
    name: 'focus and caret stay, and nobody hears of it',
    old: '<p>a</p><div><input id="x" value="some text"></div>',
    next: '<div><b>new</b><input id="x" value="some text" title="t"></div><p>b</p>',
    added: ['b'],
    act: (x) => {
      x.focus();
      x.setSelectionRange(2, 4);
      x.onblur = x.onfocus = () => x.remove();
    },
    fact: (x) => document.activeElement === x && x.selectionStart === 2 && x.selectionEnd === 4,
  },
  {
    name: 'focus and caret stay with what moves where the browser takes them',
    old: '<p><input id="x" value="some text"></p><div></div>',
    next: '<p></p><div><input id="x" value="some text"></div>',
    act: (x) => {
      Object.assign(Element.prototype, { moveBefore: undefined });
      x.focus();
      x.setSelectionRange(2, 4);
    },
    fact: (x) => document.activeElement === x && x.selectionStart === 2 && x.selectionEnd === 4,
  },
  {
    name: 'a selection stays on its words while the text around them changes',
    old: '<p id="x">one two three</p>',
    next: '<p id="x">zero, one two three</p>',
    act: (x) => getSelection()?.setBaseAndExtent(x.firstChild, 4, x.firstChild, 7),
    fact: () => `${getSelection()}` === 'two',
  },
  {
    name: 'typed text outweighs a new default, in a field and in an area',
    old: '<input id="x" value="a"><textarea>a</textarea>',
    next: '<input id="x" value="b"><textarea>b</textarea>',
    act: (x) => {
      x.value = x.nextSibling.value = 'typed';
    },
    fact: (x) =>
      [x, x.nextSibling].every((field) => field.value === 'typed' && field.defaultValue === 'b'),
  },
  {
    name: 'a new default shows where the user did not touch it',
    old: '<input id="x" value="a"><textarea>a</textarea><input type="checkbox"><select><option>1<option>2</select>',
    next: '<input id="x" value="b"><textarea>b</textarea><input type="checkbox" checked><select><option>1<option selected>2</select>',
    act: () => {},
    fact: (x) => {
      const [field, area, box, select] = x.parentNode.children;
      return field.value + area.value + box.checked + select.value === 'bbtrue2';
    },
  },
  {
    name: 'it shows, too, where the user went back to the old one',
    old: '<input id="x" value="a"><textarea>a</textarea><input type="checkbox"><input type="radio" checked><select><option>1<option>2</select>',
    next: '<input id="x" value="b"><textarea>b</textarea><input type="checkbox" checked><input type="radio"><select><option>1<option selected>2</select>',
    act: (x) => {
      const [field, area, box, radio, select] = x.parentNode.children;
      field.value = area.value = 'typed';
      field.value = area.value = 'a';
      box.click();
      box.click();
      radio.checked = false;
      radio.checked = true;
      select.value = '2';
      select.value = '1';
    },
    fact: (x) => {
      const [field, area, box, radio, select] = x.parentNode.children;
      return (
        [field.value, area.value, box.checked, radio.checked, select.value].join() ===
        'b,b,true,false,2'
      );
    },
  },
  {
    name: 'what was checked and selected stays',
    old: '<input id="x" type="checkbox"><input type="radio" name="r" checked><input type="radio" name="r"><select><option>1<option>2<option>3</select>',
    next: '<input id="x" type="checkbox" title="t"><input type="radio" name="r" checked><input type="radio" name="r"><select><option>1<option selected>2<option>3<option>4</select>',
    added: ['option'],
    act: (x) => {
      const [box, , radio, select] = x.parentNode.children;
      box.checked = radio.checked = true;
      select.value = '3';
    },
    fact: (x) => {
      const [box, , radio, select] = x.parentNode.children;
      return box.checked && radio.checked && select.value === '3';
    },
  },
  {
    name: 'a new radio button that is checked does not take over what the user chose',
    old: '<input type="radio" name="r" value="1" checked><input id="x" type="radio" name="r" value="2">',
    next: '<input type="radio" name="r" value="1"><input id="x" type="radio" name="r" value="2"><input type="radio" name="r" value="3" checked>',
    added: ['input'],
    act: (x) => x.click(),
    fact: (x) => x.checked,
  },
  {
    name: 'what the user wrote into the page stays, and what is beside it changes',
    old: '<p>a</p><div id="x" contenteditable>draft</div>',
    next: '<p>b</p><div id="x" contenteditable>outline</div>',
    act: (x) => {
      x.textContent = 'mine';
    },
    fact: (x) => x.textContent === 'mine' && x.previousSibling.textContent === 'b',
  },
  {
    name: 'details stay open, and shut, unless the author changed that',
    old: '<details id="x"><summary>a</summary>b</details><details open><summary>c</summary></details><details><summary>d</summary></details>',
    next: '<details id="x"><summary>a</summary>c</details><details open><summary>e</summary></details><details open><summary>d</summary></details>',
    act: (x) => {
      x.open = true;
      x.nextSibling.open = false;
    },
    fact: (x) =>
      x.open && !x.nextSibling.open && x.nextSibling.nextSibling.open && x.lastChild.data === 'c',
  },
  {
    name: 'a modal dialog stays modal, another one open',
    old: '<dialog id="x">a<input></dialog><dialog>b</dialog>',
    next: '<dialog id="x">c<input title="t"></dialog><dialog>d</dialog>',
    act: (x) => {
      x.nextSibling.show();
      x.showModal();
    },
    fact: (x) => x.matches(':modal') && x.open && x.nextSibling.open,
  },
  {
    name: 'a dialog that the author shut is shut for good',
    old: '<dialog id="x" open>a</dialog>',
    next: '<dialog id="x">a</dialog>',
    act: (x) => {
      x.close();
      x.showModal();
      x.onclose = () => (document.title = 'closed');
    },
    fact: (x) => !x.open && !x.matches(':modal'),
  },
  {
    name: 'a popover stays up',
    old: '<div id="x" popover>a</div><p>a</p>',
    next: '<h1>t</h1><div id="x" popover>b</div><p>b</p>',
    added: ['h1'],
    act: (x) => x.showPopover(),
    fact: (x) => x.matches(':popover-open') && x.textContent === 'b',
  },
  {
    name: 'a canvas keeps what was drawn',
    old: '<p>a</p><canvas id="x" width="2" height="2"></canvas>',
    next: '<p>b</p><i>new</i><canvas id="x" width="2" height="2" title="t"></canvas>',
    added: ['i'],
    act: (x) => x.getContext('2d').fillRect(0, 0, 1, 1),
    fact: (x) => x.getContext('2d').getImageData(0, 0, 1, 1).data[3] === 255,
  },
  {
    name: 'a frame is not loaded again, where it stands and where it moves to',
    old: '<p>a</p><iframe id="x"></iframe><div></div>',
    next: '<div><iframe id="x"></iframe></div><p>b</p>',
    act: (x) => Object.assign(x.contentWindow, { mark: 1 }),
    fact: (x) => x.contentWindow.mark === 1,
  },
  {
    name: 'a shadow root that a script made stays',
    old: '<div id="x" title="a">a</div>',
    next: '<div id="x" title="b">b<i>c</i></div>',
    added: ['i'],
    act: (x) => {
      x.attachShadow({ mode: 'closed' }).append('shadow', document.createElement('slot'));
      return Object.assign(window, { x });
    },
    fact: (x) => x === /** @type {any} */ (window).x && x.children.length === 1,
  },
  {
    name: 'a declared shadow root is patched in its place',
    old: '<div id="x"><template shadowrootmode="open"><p>a</p><input></template>light</div>',
    next: '<div id="x"><template shadowrootmode="open"><p>b</p><input><hr></template>light</div>',
    added: ['hr'],
    act: (x) => {
      x.shadowRoot.querySelector('input').value = 'typed';
    },
    fact: (x) =>
      x.shadowRoot.textContent === 'b' &&
      x.shadowRoot.querySelector('input').value === 'typed' &&
      x.shadowRoot.lastChild.localName === 'hr' &&
      x.textContent === 'light',
  },
  {
    name: 'nodes, classes, styles and attributes that scripts added stay',
    old: '<ul id="x" class="a b" style="color: red; top: 1px"><li>a</li><li>b</li></ul>',
    next: '<ul id="x" class="b c" style="color: blue; top: 1px" lang="de"><li>a</li><li>new</li><li>b!</li></ul>',
    added: ['li'],
    act: (x) => {
      x.classList.add('active');
      x.style.left = '5px';
      x.dataset.made = '1';
      x.prepend(document.createElement('mark'));
      x.append(document.createElement('mark'));
      document.body.append(document.createElement('aside'));
      document.documentElement.classList.add('js');
      document.body.classList.add('ready');
    },
    fact: (x) =>
      x.className === 'b active c' &&
      x.style.cssText === 'color: blue; top: 1px; left: 5px;' &&
      x.dataset.made === '1' &&
      x.lang === 'de' &&
      [...x.children].map((child) => child.localName).join() === 'mark,li,li,li,mark' &&
      x.textContent === 'anewb!' &&
      document.querySelector('body.ready > aside') &&
      document.querySelector('html.js'),
  },
  {
    name: 'an attribute that a script set changes only when the author changed it',
    old: '<button id="x">a</button><p hidden title="a">t</p>',
    next: '<button id="x">b</button><p hidden title="b">t</p>',
    act: (x) => {
      x.disabled = true;
      x.nextSibling.hidden = false;
      x.nextSibling.title = 'mine';
    },
    fact: (x) => x.disabled && !x.nextSibling.hidden && x.nextSibling.title === 'b',
  },
  {
    name: 'a handler in an attribute is the new one',
    old: '<button id="x" onclick="document.title = 1">a</button>',
    next: '<button id="x" onclick="document.title = 2">a</button>',
    act: () => {},
    fact: (x) => {
      x.click();
      return document.title === '2';
    },
  },
  {
    name: 'a custom element hears of its attributes alone',
    old: '<x-a id="x" size="1">a</x-a><p>a</p>',
    next: '<x-a id="x" size="2">b</x-a><h1>c</h1><p>b</p>',
    added: ['h1'],
    act: () => {
      /** @type {string[]} */
      const calls = [];
      class Custom extends HTMLElement {
        static observedAttributes = ['size'];
        connectedCallback() {
          calls.push('connected');
        }
        disconnectedCallback() {
          calls.push('disconnected');
        }
        /** @type {(name: string, _old: string, value: string) => void} */
        attributeChangedCallback(name, _old, value) {
          calls.push(`${name} ${value}`);
        }
      }
      customElements.define('x-a', Custom);
      Object.assign(window, { calls });
    },
    fact: () => /** @type {any} */ (window).calls.join() === 'size 1,connected,size 2',
  },
  {
    name: 'autofocus takes the focus from nobody',
    old: '<input id="x">',
    next: '<input id="x"><input autofocus>',
    added: ['input'],
    act: (x) => x.focus(),
    fact: (x) => document.activeElement === x && x.nextSibling.hasAttribute('autofocus'),
  },
  {
    name: 'an element that a script moved away is patched where it is',
    old: '<main><p id="x">a</p><p>z</p></main>',
    next: '<main><p id="x">b</p><p>z</p><p>new</p></main>',
    added: ['p'],
    act: (x) => document.body.append(x),
    fact: (x) => x.textContent === 'b' && x.parentNode === document.body,
  },
  {
    name: 'what a script and the author both removed is gone',
    old: '<ul><li>a</li><li id="x">b</li><li>c</li></ul><p>d</p>',
    next: '<ul><li>a</li><li>c</li></ul><p>e</p>',
    act: (x) => x.remove(),
    fact: () => document.body.textContent === 'ace',
  },
  {
    name: 'an element keeps its state on its way to another parent',
    old: '<div><input id="x"></div><section><p>a</p></section>',
    next: '<div></div><section><p>a</p><label>name <input id="x"></label></section>',
    added: ['label'],
    act: (x) => {
      x.value = 'typed';
      x.focus();
      return Object.assign(window, { x });
    },
    fact: (x) =>
      x === /** @type {any} */ (window).x &&
      x.value === 'typed' &&
      document.activeElement === x &&
      x.parentNode.localName === 'label',
  },
  {
    name: 'so does one that is wrapped, without an id',
    old: '<form><input name="a"><input name="b"></form>',
    next: '<form><div class="row"><input name="a"></div><input name="b"></form>',
    added: ['div'],
    act: () => {
      /** @type {any} */ (document.querySelector('[name=a]')).value = 'typed';
    },
    fact: () => /** @type {any} */ (document.querySelector('.row > [name=a]')).value === 'typed',
  },
  {
    name: 'what the page asks to keep is not touched',
    old: '<div id="x" data-livereload="keep" class="a"><p>a</p></div><p>a</p>',
    next: '<div id="x" data-livereload="keep" class="b"><h1>b</h1></div><p>b</p>',
    act: () => {},
    fact: (x) => x.className === 'a' && x.textContent === 'a' && x.nextSibling.textContent === 'b',
  },
  {
    name: 'a script can ask for that, too',
    old: '<div id="x" class="a"><p>a</p></div>',
    next: '<div id="x" class="b"><p>b</p></div>',
    act: (x) => {
      x.dataset.livereload = 'keep';
    },
    fact: (x) => x.className === 'a' && x.textContent === 'a',
  },
  {
    name: 'what a script and the author changed alike stays',
    old: '<p id="x">a</p><p>a</p>',
    next: '<p id="x">b</p><p>b</p>',
    act: (x) => {
      x.textContent = 'b';
      return x.firstChild;
    },
    fact: (x, text) => x.firstChild === text && x.nextSibling.textContent === 'b',
  },
  {
    name: 'what a script wrapped is patched where it is',
    old: '<main id="x"><table><tr><td>a</table><p>a</p></main>',
    next: '<main id="x"><table><tr><td>b</table><p>b</p></main>',
    act: (x) => {
      const table = x.firstChild;
      table.replaceWith(document.createElement('div'));
      x.firstChild.append(table);
      return table;
    },
    fact: (x, table) => x.textContent === 'bb' && x.querySelector('div > table') === table,
  },
  {
    name: 'so is it removed',
    old: '<main id="x"><table><tr><td>a</table><p>a</p></main>',
    next: '<main id="x"><p>b</p></main>',
    act: (x) => {
      const table = x.firstChild;
      table.replaceWith(document.createElement('div'));
      x.firstChild.append(table);
    },
    fact: (x) => x.textContent === 'b' && !x.querySelector('table'),
  },
  {
    name: 'a custom element that makes its content makes it anew',
    old: '<x-b id="x"><i>a</i></x-b><p>a</p>',
    next: '<x-b id="x"><i>b</i></x-b><p>b</p>',
    added: ['x-b'],
    act: () => {
      class Custom extends HTMLElement {
        connectedCallback() {
          this.innerHTML = `<b>${this.textContent}!</b>`;
        }
      }
      customElements.define('x-b', Custom);
    },
    fact: (x) => x.innerHTML === '<b>b!</b>' && x.nextSibling.textContent === 'b',
  },
  {
    name: 'an animation runs on',
    old: '<p id="x">a</p>',
    next: '<h1>b</h1><p id="x" class="y">b</p>',
    added: ['h1'],
    act: (x) => x.animate({ opacity: [0, 1] }, 1e6),
    fact: (x, running) => x.getAnimations()[0] === running && running.playState === 'running',
  },
  {
    name: 'what stands in noscript is not shown',
    old: '<p id="x">a</p><noscript><img src="a.png"></noscript>',
    next: '<p id="x">b</p><noscript><img src="b.png"></noscript><noscript><i>c</i></noscript>',
    added: ['noscript'],
    act: () => {},
    fact: (x) => x.textContent === 'b' && !document.querySelector('noscript *'),
  },
];

for (const engine of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`what a patch keeps in ${engine}`, () => {
    const { open } = usePatcher(engine);

    for (const { name, old, next, act, fact, added = [] } of CASES) {
      test(name, async (t) => {
        const { page, save } = await open(t, html('', old));
        /** @type {(source: string) => Promise<any>} */
        const run = (source) =>
          page.evaluate(`(() => {
            const x = document.querySelector('#x');
            window.kept = (${source})(x, window.kept);
            return !!window.kept;
          })()`);
        await run(`${act}`);
        assert.deepEqual(await save(html('', next)), { effect: 'patched', added });
        assert.ok(await run(`${fact}`), await page.evaluate(() => document.body.outerHTML));
      });
    }

    test('a page that is the same is not touched at all', async (t) => {
      const { page, save } = await open(
        t,
        html('<style nonce="a">p {}</style>', '<p>a</p><template><i>x</i></template>'),
      );
      await page.evaluate(() => {
        document.body.append('made');
        /** @type {MutationRecord[]} */
        const records = [];
        const observer = new MutationObserver((more) => records.push(...more));
        const all = { attributes: true, characterData: true, childList: true, subtree: true };
        observer.observe(document, all);
        Object.assign(window, { records });
      });
      const same = html('<style nonce="b">p {}</style>', '<p>a</p><template><i>x</i></template>');
      assert.deepEqual(await save(same), { effect: 'nothing' });
      const records = () => page.evaluate(() => /** @type {any} */ (window).records.length);
      assert.equal(await records(), 0);
      // And no more than what changed is, where something did.
      assert.deepEqual(await save(same.replace('<p>a', '<p>b')), PATCHED);
      assert.equal(await records(), 1 + 2);
    });

    test('a video plays on, and takes a new source', async (t) => {
      const video = (/** @type {string} */ source) =>
        `<p>a</p><video id="x" muted><source src="${source}"></video>`;
      const { page, save } = await open(t, html('', video('a.webm')));
      await page.$eval('#x', (x) => {
        const loads = /** @type {string[]} */ ([]);
        x.addEventListener('emptied', () => loads.push('emptied'));
        x.addEventListener('loadstart', () => loads.push('loadstart'));
        Object.assign(window, { loads });
      });
      await save(html('', video('a.webm').replace('<p>a', '<p>b').replace('muted', 'muted loop')));
      const loads = () => page.evaluate(() => /** @type {any} */ (window).loads.join());
      assert.ok(!(await loads()).includes('emptied'));
      await save(html('', video('b.webm')));
      await until(async () => /loadstart/.test(await loads()), 'loaded', loads);
      assert.ok(await page.$eval('#x', (x) => !(/** @type {any} */ (x).autoplay)));
    });

    test('while the pointer is down, and while a word is composed, it waits', async (t) => {
      const { page, save } = await open(t, html('', '<p>a</p>'));
      for (const [begin, end, next] of [
        ['pointerdown', 'pointerup', 'b'],
        ['compositionstart', 'compositionend', 'c'],
        ['pointerdown', 'none', 'd'],
      ]) {
        await page.evaluate((type) => document.body.dispatchEvent(new Event(type)), begin);
        let done = false;
        const asked = save(html('', `<p>${next}</p>`)).then((result) => {
          done = true;
          return result;
        });
        await page.evaluate(() => new Promise((frame) => setTimeout(frame, 100)));
        assert.ok(!done, begin);
        await page.evaluate((type) => document.body.dispatchEvent(new Event(type)), end);
        assert.deepEqual(await asked, PATCHED);
        assert.equal(await page.$eval('p', (p) => p.textContent), next);
      }
    });

    test('HTML that is broken while it is typed is mended by the next save', async (t) => {
      const whole = '<main><h1>t</h1><form><input id="x"></form><p>one</p><p>two</p></main>';
      const { page, save } = await open(t, html('', whole));
      await page.type('#x', 'typed');
      const typed = '<section class="a"><b>new</b></section>';
      for (let length = 1; length <= typed.length; length++) {
        const { effect } = await save(
          html('', whole.replace('<p>one', `${typed.slice(0, length)}<p>one`)),
        );
        assert.notEqual(effect, 'reload', typed.slice(0, length));
      }
      assert.equal(await page.$eval('#x', (x) => /** @type {any} */ (x).value), 'typed');
      assert.equal(
        await page.$eval('main', (main) => main.outerHTML),
        whole.replace('<p>one', `${typed}<p>one`),
      );
    });

    test('ten quick saves end in the last, one while another runs', async (t) => {
      const { page, site, save } = await open(t, html('', '<p>0</p>'));
      const slow = gate();
      site.behave('/__livereload/document', { until: slow.until });
      const all = [];
      for (let i = 1; i <= 10; i++) all.push(save(html('', `<p>${i}</p>`)));
      slow.open();
      const effects = (await Promise.all(all)).map(({ effect }) => effect);
      assert.equal(effects[0], 'patched');
      assert.ok(!effects.includes('reload'), effects.join());
      assert.equal(await page.$eval('p', (p) => p.textContent), '10');
    });

    test('a page that changes while it is patched gets what it can', async (t) => {
      const { page, save } = await open(t, html('', '<x-a></x-a><p>a</p><p>b</p>'));
      await page.evaluate(() => {
        class Loud extends HTMLElement {
          static observedAttributes = ['n'];
          attributeChangedCallback() {
            document.body.prepend(document.createElement('mark'));
            document.querySelector('i')?.remove();
          }
        }
        customElements.define('x-a', Loud);
      });
      const next = html('', '<x-a n="1"></x-a><p>c</p><i>d</i><p>b</p><p>e</p>');
      assert.deepEqual(await save(next), { effect: 'patched', added: ['i', 'p'] });
      assert.equal(
        await page.evaluate(() => document.body.innerHTML),
        '<mark></mark><x-a n="1"></x-a><p>c</p><i>d</i><p>b</p><p>e</p>',
      );
    });
  });
}
