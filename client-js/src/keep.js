/** At most this long, in milliseconds, a patch waits for the end of a press or a composition. */
const EDITING = 1000;

const TYPES = ['pointerdown', 'pointerup', 'pointercancel', 'compositionstart', 'compositionend'];

/** Returns a function that waits while the user holds a pointer down or composes a word. */
export function watchEditing() {
  let busy = false;
  let free = () => {};
  for (const type of TYPES) {
    const hear = () => {
      busy = /down|start/.test(type);
      if (!busy) free();
    };
    addEventListener(type, hear, true);
  }
  return () =>
    busy &&
    new Promise((end) => {
      // After what the page does on a click, or with the word.
      free = () => setTimeout(end);
      setTimeout(end, EDITING);
    });
}

/**
 * Changes a field. Where it shows its default, it shows the new one after, although it has shown
 * something else meanwhile, which keeps the browser from following.
 *
 * @param {any} field
 * @param {() => void} change
 */
export function changeField(field, change) {
  const follow = ['Value', 'Checked', 'Selected'].map((name) => {
    const [shown, served] = [name.toLowerCase(), `default${name}`];
    const was = field[served];
    return field[shown] === was && (() => field[served] !== was && (field[shown] = field[served]));
  });
  change();
  follow.forEach((step) => step && step());
}

/** Returns a function that gives the focus back where a move without `moveBefore` took it. */
export function holdFocus() {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  return () => {
    if (document.activeElement === document.body) active?.focus({ preventScroll: true });
  };
}

/** Returns a function that chooses again what the user has chosen, where a new default took over. */
export function holdChoices() {
  const chosen = /** @type {(HTMLOptionElement & HTMLInputElement)[]} */ ([
    ...document.querySelectorAll(':checked'),
  ]).filter((field) => {
    const select = field.closest('select');
    if (!select) return !field.defaultChecked;
    // Of which one is the default that no option is.
    return !(field.defaultSelected || (field === select[0] && !select.querySelector('[selected]')));
  });
  return () => {
    for (const field of chosen) field[field.localName === 'option' ? 'selected' : 'checked'] = true;
  };
}
