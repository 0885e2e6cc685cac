/** @typedef {import('./protocol.js').Problem} Problem */

/** Errors of a page that are kept; one that runs amok makes thousands of them. */
const MOST_ERRORS = 20;

/** What browsers report although nothing is wrong, and what they say nothing about. */
const HARMLESS = /^ResizeObserver loop|^Script error\.?$|^AbortError\b/;

/** A module that did not load, as browsers name it when `import()` fails. */
const MODULE = /\bmodule:? (https?:\/\/\S+)$/;

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
  addEventListener('unhandledrejection', ({ reason }) => {
    const problem = describe(reason);
    const [, url] = MODULE.exec(problem.message) ?? [];
    if (url) findCulprit(url);
    add(problem);
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
  return url ? { message, file: pathOf(url), line: +line, column: +column } : { message };
}

/** @param {string} message */
export function isHarmless(message) {
  return HARMLESS.test(message);
}

/**
 * Has the browser say where a module failed, which the rejection of `import()` does not: loaded by
 * a tag, it is not run again, but its failure has a place, also that of a module that it imports.
 *
 * @param {string} url
 */
function findCulprit(url) {
  const script = document.createElement('script');
  script.type = 'module';
  try {
    script.src = url;
  } catch {
    // Where a page asks for Trusted Types, the place stays unknown.
    return;
  }
  script.onload = script.onerror = () => script.remove();
  document.head.append(script);
}

/** @param {string} url */
function pathOf(url) {
  return url && url.replace(`${location.origin}/`, '');
}
