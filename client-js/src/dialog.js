import { make } from './make.js';
import { problemList } from './problem-list.js';
import { count } from './sources.js';

/**
 * The large overlay. The browser's own dialog does what people who use no mouse need: it takes the
 * focus, keeps it, ends with Escape, and gives it back.
 *
 * @param {((problem: import('./protocol.js').Problem) => Promise<string>) | undefined} open opens
 *   where a problem is, and says what is wrong with that; absent where that is impossible
 */
export function createDialog(open) {
  const title = make('h1', { id: 'title' });
  const close = make('button', { class: 'close', type: 'button', 'aria-label': 'Close' }, '\u00d7');
  const main = make('main', {});
  const keys = make('p', { class: 'keys' });
  keys.append(make('kbd', {}, '\u2191'), ' ', make('kbd', {}, '\u2193'), ' next problem \u00a0 ');
  keys.append(make('kbd', {}, 'Esc'), ' close');
  const said = make('p', { class: 'said', role: 'status' });
  const element = make(
    'dialog',
    { 'aria-labelledby': 'title' },
    make('header', {}, title, close),
    main,
    make('footer', {}, keys, said),
  );
  let shown = '';
  let current = 0;

  /** @type {(problem: import('./protocol.js').Problem) => Promise<void>} */
  async function openProblem(problem) {
    said.textContent = '';
    said.textContent = (await open?.(problem)) ?? '';
  }

  const articles = () => [...main.querySelectorAll('article')];

  /** @param {number} index */
  function go(index) {
    const all = articles();
    current = Math.max(0, Math.min(index, all.length - 1));
    all.forEach((each, i) => each.setAttribute('tabindex', i === current ? '0' : '-1'));
    all[current]?.focus();
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const { key, target, altKey, ctrlKey, metaKey } = event;
    // The page shall not take them for its own.
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[key];
    if (!step || altKey || ctrlKey || metaKey) return;
    event.preventDefault();
    const at = articles().findIndex((each) => each.contains(/** @type {Node} */ (target)));
    go((at < 0 ? current : at) + step);
  }

  element.addEventListener('keydown', press);
  for (const type of ['keyup', 'keypress']) {
    element.addEventListener(type, (event) => event.stopPropagation());
  }
  close.addEventListener('click', () => element.close());
  element.addEventListener('click', ({ target }) => {
    // What is beside it belongs to it, too.
    if (target === element) element.close();
  });

  return {
    element,
    /** Shows it, at its first problem. */
    open() {
      if (element.open || !articles().length) return;
      element.showModal();
      main.scrollTop = 0;
      go(0);
    },
    close: () => element.close(),
    /**
     * Brings it up to date, and leaves alone what is the same, as where somebody reads.
     *
     * @param {import('./protocol.js').Source[]} sources
     */
    update(sources) {
      const standing = sources
        .filter(({ errors, warnings }) => errors.length + warnings.length)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const next = JSON.stringify(
        standing.map(({ name, ...rest }) => [name, rest.errors, rest.warnings]),
      );
      if (next === shown) return;
      shown = next;
      said.textContent = '';
      title.textContent = count(standing);
      element.classList.toggle('warning', !standing.some(({ errors }) => errors.length));
      main.replaceChildren(...standing.map((source) => problemList(source, open && openProblem)));
      if (!standing.length) element.close();
      else if (element.open) go(current);
    },
  };
}
