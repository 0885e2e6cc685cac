import { selectorOf } from './scroll.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/**
 * A field that the user has changed: where it is, what it is, and what it holds: its text, whether
 * it is checked, or which options are selected.
 *
 * @typedef {[selector: string, identity: string, value: string | boolean | number[]]} Filled
 *
 * @typedef {object} Form what the user has done to a page
 * @property {Filled[]} fields
 * @property {string[]} open selectors of the `<details>` that are open
 * @property {string} focus selector of what has the focus; '' for nothing
 * @property {[number, number] | undefined} caret the selection in it
 */

/** Fields whose value is not the user's, or is nobody else's business. */
const NEVER = /^(password|file|hidden|submit|reset|button|image)$/;
const PRIVATE = /\b(off|one-time-code)\b|password|\bcc-/;

/** @returns {Form} */
export function filled() {
  /** @type {NodeListOf<Field>} */
  const fields = document.querySelectorAll('input,textarea,select');
  const { activeElement: active } = document;
  return {
    fields: [...fields]
      .filter((field) => isChanged(field) && !isPrivate(field))
      .map((field) => [selectorOf(field), identity(field), valueOf(field)]),
    open: [...document.querySelectorAll('details[open]')].map(selectorOf),
    focus: active && active !== document.body ? selectorOf(active) : '',
    caret: caretOf(active),
  };
}

/**
 * Gives a page that is being loaded what the user had done to the one before; what the user does
 * meanwhile, and what scripts have filled in, stays.
 *
 * @param {Form} form
 */
export function fillIn({ fields, open, focus, caret }) {
  const restore = () => {
    for (const [selector, identity, value] of fields) fill(selector, identity, value);
    for (const selector of open) {
      const details = document.querySelector(selector);
      if (details instanceof HTMLDetailsElement) details.open = true;
    }
    const target = focus && document.querySelector(focus);
    if (!(target instanceof HTMLElement) || document.activeElement !== document.body) return;
    target.focus({ preventScroll: true });
    if (caret && 'setSelectionRange' in target) {
      /** @type {HTMLInputElement} */ (target).setSelectionRange(...caret);
    }
  };
  if (document.readyState !== 'loading') restore();
  document.addEventListener('DOMContentLoaded', restore, { once: true });
  // Once more at the end: scripts have added fields, and the browser has restored its own.
  addEventListener('load', () => setTimeout(restore), { once: true });
}

/**
 * @param {string} selector
 * @param {string} what
 * @param {Filled[2]} value
 */
function fill(selector, what, value) {
  const field = /** @type {Field | null} */ (document.querySelector(selector));
  if (!field || identity(field) !== what || isChanged(field)) return;
  if (field instanceof HTMLSelectElement) {
    const selected = /** @type {number[]} */ (value);
    [...field.options].forEach((option, i) => (option.selected = selected.includes(i)));
  } else if (typeof value === 'boolean') {
    /** @type {HTMLInputElement} */ (field).checked = value;
  } else {
    field.value = `${value}`;
  }
}

/** @param {Field} field */
function identity({ localName, type, name }) {
  return `${localName} ${type} ${name}`;
}

/** @param {Field} field */
function valueOf(field) {
  if (field instanceof HTMLSelectElement) return selectedIn(field);
  return isTicked(field) ? /** @type {HTMLInputElement} */ (field).checked : field.value;
}

/** @param {Field} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    const served = [...field.options].flatMap(({ defaultSelected }, i) =>
      defaultSelected ? [i] : [],
    );
    // Where none is selected by the author, a list that folds out shows its first.
    if (!served.length && !field.multiple) served.push(0);
    return `${selectedIn(field)}` !== `${served}`;
  }
  return isTicked(field)
    ? /** @type {HTMLInputElement} */ (field).checked !==
        /** @type {HTMLInputElement} */ (field).defaultChecked
    : field.value !== field.defaultValue;
}

/** @param {Field} field */
function isTicked({ type }) {
  return type === 'checkbox' || type === 'radio';
}

/** @param {HTMLSelectElement} field */
function selectedIn({ options }) {
  return [...options].flatMap(({ selected }, i) => (selected ? [i] : []));
}

/** @param {Field} field */
function isPrivate({ type, autocomplete, form }) {
  return NEVER.test(type) || PRIVATE.test(autocomplete || form?.autocomplete || '');
}

/**
 * @param {Element | null} element
 * @returns {[number, number] | undefined}
 */
function caretOf(element) {
  // Fields of other kinds, such as numbers and dates, have none, and say so by null.
  const { selectionStart: start, selectionEnd: end } = /** @type {HTMLInputElement} */ (
    element ?? {}
  );
  return typeof start === 'number' ? [start, end ?? start] : undefined;
}
