import { badgeOf } from './badge-state.js';
import { make } from './make.js';

/** How often, in milliseconds, a badge that has said its piece looks whether it is still in use. */
const IN_USE = 500;

/**
 * The small one: a word in the corner while there is something to say.
 *
 * @param {() => import('./badge-state.js').Facts} facts
 * @param {() => void} open is called when somebody wants to see more
 */
export function createBadge(facts, open) {
  const text = make('span', {});
  const element = make('button', { class: 'badge', type: 'button', hidden: '' }, text);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  element.addEventListener('click', open);
  // The focus stays with the page, and goes back there from the overlay.
  element.addEventListener('mousedown', (event) => event.preventDefault());

  function update() {
    clearTimeout(timer);
    const now = performance.now();
    const badge = badgeOf(facts(), now);
    if (badge.kind === 'none' && element.matches(':hover, :focus')) {
      if (!element.hidden && element.classList.contains('warning')) {
        timer = setTimeout(update, IN_USE);
        return;
      }
    }
    element.hidden = badge.kind === 'none';
    element.className = `badge ${badge.kind}`;
    // Without problems there is nothing to open.
    element.disabled = !/error|warning/.test(badge.kind);
    if (text.textContent !== badge.text) text.textContent = badge.text;
    if (badge.next < Infinity) timer = setTimeout(update, badge.next - now);
  }

  return { element, update };
}
