/** Modules that are asked; the newest, since the one that failed has come last. */
const MOST_MODULES = 20;

/**
 * Returns a function that has the browser say in which module a syntax error is, which the
 * rejection of `import()` does not in Chromium. Loaded by a tag, a module that has run does not run
 * again, and one that failed tells `window.onerror` the place, also of what it imports.
 *
 * @returns {() => Promise<unknown>} settles when the browser has said all
 */
export function watchModules() {
  const begun = performance.now();
  /** @type {Set<string>} they would run again, so none may be taken for a module */
  const classic = new Set();

  /** @param {ParentNode} root */
  function note(root) {
    for (const script of root.querySelectorAll('script')) {
      if (script.type !== 'module') classic.add(script.src);
    }
  }

  note(document);
  new MutationObserver((records) => {
    for (const { target } of records) note(/** @type {Element} */ (target));
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    // Scripts that are gone again, too.
    for (const node of added) {
      if (node instanceof HTMLScriptElement && node.type !== 'module') classic.add(node.src);
      if (node instanceof Element) note(node);
    }
  }).observe(document, { childList: true, subtree: true });

  return () => {
    const loaded = /** @type {PerformanceResourceTiming[]} */ (
      performance.getEntriesByType('resource')
    );
    // What came before may be a script that was gone before.
    const modules = loaded
      .filter(({ initiatorType, startTime }) => initiatorType === 'script' && startTime > begun)
      .map(({ name }) => name)
      .filter((name) => !classic.has(name));
    return Promise.all([...new Set(modules)].slice(-MOST_MODULES).map(load));
  };
}

/** @param {string} url */
function load(url) {
  const script = document.createElement('script');
  script.type = 'module';
  try {
    script.src = url;
  } catch {
    // Where a page asks for Trusted Types, the place stays unknown.
    return undefined;
  }
  document.head.append(script);
  return new Promise((done) => {
    script.onload = script.onerror = () => {
      script.remove();
      done(undefined);
    };
  });
}
