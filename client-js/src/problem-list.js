import { readColours } from './colours.js';
import { make } from './make.js';

/**
 * @typedef {import('./protocol.js').Problem} Problem
 * @typedef {import('./protocol.js').Source} Source
 */

/** Problems of a source that are shown; of more, only their number. */
const MOST_PROBLEMS = 100;

/**
 * Returns where a problem is, as compilers write it.
 *
 * @param {Problem} problem
 */
export function placeOf({ file, line, column }) {
  return [file, line, column].filter(Boolean).join(':');
}

/**
 * Makes what shows the problems of a source.
 *
 * @param {Source} source
 * @param {((problem: Problem) => void) | undefined} open shows where it is, if that is possible
 */
export function problemList({ name, errors, warnings }, open) {
  const all = [
    ...errors.map((problem) => article('error', problem, open)),
    ...warnings.map((problem) => article('warning', problem, open)),
  ];
  const more = all.splice(MOST_PROBLEMS).length;
  const note = more ? [make('p', { class: 'more' }, `and ${more} more`)] : [];
  return make('section', { 'aria-label': name }, make('h2', {}, name), ...all, ...note);
}

/**
 * @param {'error' | 'warning'} severity
 * @param {Problem} problem
 * @param {((problem: Problem) => void) | undefined} open
 */
function article(severity, problem, open) {
  const { message, file, frame } = problem;
  const top = make('div', { class: 'top' }, make('span', { class: 'severity' }, severity));
  const place = placeOf(problem);
  if (place && file && open) {
    const title = 'Open in the editor';
    const button = make('button', { class: 'place', type: 'button', title }, place);
    button.addEventListener('click', () => open(problem));
    top.append(button);
  } else if (place) {
    top.append(make('span', { class: 'place' }, place));
  }
  const label = `${severity} ${place}: ${plain(message)}`;
  const element = make(
    'article',
    { class: severity, tabindex: '-1', 'aria-label': label },
    top,
    make('p', { class: 'message' }, ...coloured(message)),
  );
  // Can be scrolled, so the keyboard has to reach it.
  if (frame) element.append(make('pre', { tabindex: '0' }, ...coloured(frame)));
  return element;
}

/** @param {string} text */
function coloured(text) {
  return readColours(`${text}`).map(([run, classes]) =>
    classes ? make('span', { class: classes }, run) : run,
  );
}

/** @param {string} text */
export function plain(text) {
  return readColours(`${text}`)
    .map(([run]) => run)
    .join('');
}
