import { watchModules } from './culprit.js';

/** @typedef {import('./protocol.js').Problem} Problem */

/** Errors of a page that are kept; one that runs amok makes thousands of them. */
const MOST_ERRORS = 20;

/** What browsers report although nothing is wrong, and what they say nothing about. */
const HARMLESS = /^ResizeObserver loop|^Script error\.?$|^AbortError\b/;

/**
 * Tells of errors that nothing catches, from now on.
 *
 * @param {(errors: Problem[]) => void} tell is given all so far, each once
 */
export function watchErrors(tell) {
  /** @type {Map<string, Problem>} */
  const errors = new Map();

  /** @param {Problem} problem */
  function add(problem) {
    const key = JSON.stringify(problem);
    if (isHarmless(problem.message) || errors.has(key) || errors.size >= MOST_ERRORS) return;
    errors.set(key, problem);
    tell([...errors.values()]);
  }

  addEventListener('error', ({ message, filename, lineno, colno }) =>
    add({ message, file: pathOf(filename), line: lineno, column: colno }),
  );
  const askModules = watchModules();
  addEventListener('unhandledrejection', async ({ reason }) => {
    const problem = describe(reason);
    const known = errors.size;
    if (reason instanceof SyntaxError && !problem.file) await askModules();
    if (errors.size === known) add(problem);
  });
}

/**
 * Returns what a rejection says, and where it was made.
 *
 * @param {any} reason
 * @returns {Problem}
 */
export function describe(reason) {
  const message = `${reason?.message ? `${reason.name}: ${reason.message}` : reason}`;
  // The first frame that names a file, as Chromium or as Firefox writes it.
  const [, url, line, column] =
    /(?:\(|at |@)(https?:\S+?):(\d+):(\d+)\)?$/m.exec(reason?.stack) ?? [];
  if (url) return { message, file: pathOf(url), line: +line, column: +column };
  // Firefox tells of a module that cannot be read where that is.
  const { fileName, lineNumber, columnNumber } = reason ?? {};
  return fileName
    ? { message, file: pathOf(fileName), line: lineNumber, column: columnNumber }
    : { message };
}

/** @param {string} message */
export function isHarmless(message) {
  return HARMLESS.test(message);
}

/** @param {string} url */
function pathOf(url) {
  return url && url.replace(`${location.origin}/`, '');
}
