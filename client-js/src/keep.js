/** At most this long, in milliseconds, a patch waits for the end of a press or a composition. */
const EDITING = 1000;

/** Returns a function that waits while the user holds a pointer down or composes a word. */
export function watchEditing() {
  let busy = false;
  let free = () => {};
  /** @type {(types: string[], state: boolean) => void} */
  const listen = (types, state) => {
    for (const type of types) {
      addEventListener(
        type,
        () => {
          busy = state;
          if (!busy) free();
        },
        { capture: true, passive: true },
      );
    }
  };
  listen(['pointerdown', 'compositionstart'], true);
  listen(['pointerup', 'pointercancel', 'compositionend'], false);
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
    ...document.querySelectorAll('option:checked,input:checked'),
  ]).filter((field) => {
    const select = field.closest('select');
    if (!select || select.multiple) return !(field.defaultSelected ?? field.defaultChecked);
    const options = [...select.options];
    return field !== (options.filter((option) => option.defaultSelected).pop() ?? options[0]);
  });
  return () => {
    for (const field of chosen) field[field.localName === 'option' ? 'selected' : 'checked'] = true;
  };
}
