import { LEAST_BUILD } from './badge-state.js';
import { createBadge } from './badge.js';
import { createDialog } from './dialog.js';
import { createOpener } from './editor.js';
import { make } from './make.js';
import { createSheet } from './overlay-style.js';
import { watchErrors } from './page-errors.js';
import { placeOf, plain } from './problem-list.js';
import { count, follow } from './sources.js';

/**
 * What is shown: how builds stand, that the connection is `lost`, that it is no longer wanted
 * (`off`), or, from now on, the errors of the page itself (`errors`).
 *
 * @typedef {import('./protocol.js').Hello | import('./protocol.js').Building |
 *   import('./protocol.js').Built | { type: 'lost' | 'off', sources: [] } | { type: 'errors' }} Told
 */

/**
 * @typedef {object} Setup
 * @property {string} src of the script tag
 * @property {import('./options.js').Options} options
 * @property {import('./log.js').Log} log
 */

/** @type {ReturnType<typeof createOverlay> | undefined} */
let overlay;

/**
 * The part of the client that shows how builds stand; it is loaded when there is something to show.
 *
 * @param {Told} event
 * @param {Setup} setup
 */
export function show(event, setup) {
  // A page of many frames says it once.
  if (!isFrameOfOurs()) (overlay ??= createOverlay(setup))(event);
}

/**
 * Makes it. It stands beside the body, so that no layout and no patch of the page has to do with it.
 *
 * @param {Setup} setup
 */
function createOverlay({ src, options, log }) {
  /** @type {import('./badge-state.js').Facts} */
  const facts = { sources: [], begun: {} };
  const dialog = createDialog(createOpener(src));
  const badge = createBadge(() => facts, dialog.open);
  const spoken = make('p', { class: 'spoken', role: 'status' });
  const host = document.createElement('livereload-overlay');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [createSheet()];
  root.append(badge.element, dialog.element, spoken);
  /** @type {import('./protocol.js').Source[]} the page itself, once its errors are wanted */
  let page = [];

  /** @param {string} text */
  function tell(text) {
    facts.news = text;
    facts.newsAt = performance.now();
  }

  /** @param {import('./protocol.js').Source[]} sources */
  function replace(sources) {
    facts.sources = sources.filter(({ name }) => ['', name].includes(options.name));
    facts.sources.push(...page);
    const running = facts.sources.filter(({ state }) => state === 'building');
    facts.begun = Object.fromEntries(
      running.map(({ name }) => [name, facts.begun[name] ?? performance.now()]),
    );
  }

  /** Where the stream is held back on its way, nothing says how things stand. */
  async function ask() {
    const answer = await fetch(new URL('status', src));
    // Pages of another origin are not told.
    if (answer.ok) hear({ type: 'hello', id: '', sources: (await answer.json()).sources });
  }

  /** @param {import('./protocol.js').Building} event */
  function begin(event) {
    facts.sources = follow(facts.sources, event);
    facts.begun[event.name] ??= event.at ?? performance.now();
  }

  /** @param {import('./protocol.js').Built} event */
  function end(event) {
    const { name } = event;
    const was = count(facts.sources);
    facts.sources = follow(facts.sources, event);
    const took = performance.now() - (facts.begun[name] ?? Infinity);
    delete facts.begun[name];
    const problems = count(facts.sources);
    if (problems || was || took >= LEAST_BUILD) tell(problems || `built ${name}`);
    if (event.id) say(event);
  }

  /** @param {import('./protocol.js').Built} event */
  function say({ name, errors = [], warnings = [] }) {
    for (const problem of [...errors, ...warnings]) {
      log.warn(`${name}: ${[placeOf(problem), plain(problem.message)].filter(Boolean).join(' ')}`);
    }
  }

  function watchPage() {
    const name = 'this page';
    page = [{ name, state: 'ok', errors: [], warnings: [] }];
    watchErrors((errors) => {
      page = [{ name, state: 'failed', errors, warnings: [] }];
      hear({ type: 'built', id: '', time: 0, ...page[0] });
    });
  }

  /** @param {Told} event */
  function take(event) {
    if (event.type === 'building') begin(event);
    else if (event.type === 'built') end(event);
    else if (event.type === 'lost') facts.lostAt = performance.now();
    else if (event.type === 'off') replace([]);
    else if (event.type === 'hello') {
      if (facts.lostAt) tell('connected');
      facts.lostAt = undefined;
      if (event.sources) replace(event.sources);
      else ask().catch(() => log.detail('the server does not tell how builds stand'));
    } else if (event.type === 'errors' && !page.length) watchPage();
  }

  /** @param {Told} event */
  function hear(event) {
    const [before, said] = [JSON.stringify(failures()), count(facts.sources)];
    take(event);
    const text = count(facts.sources);
    if (text !== said) spoken.textContent = text || 'no errors any more';
    // Scripts may have made the document anew.
    if (!host.isConnected) document.documentElement.append(host);
    badge.update();
    dialog.update(facts.sources);
    const now = failures();
    if (options.overlay === 'full' && now.length && JSON.stringify(now) !== before) dialog.open();
  }

  const failures = () => facts.sources.flatMap(({ errors }) => errors);

  return hear;
}

/** Whether the page that this one is a frame of has a client of its own. */
function isFrameOfOurs() {
  try {
    return parent !== self && Symbol.for('dev.livereload') in parent;
  } catch {
    // It is of another origin.
    return false;
  }
}
