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
