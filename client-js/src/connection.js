import { TYPES, isAfter, parse } from './protocol.js';

/** At most this long between two attempts, in milliseconds. */
const LONGEST_WAIT = 5000;

/** About the wait before the second attempt; each further one doubles it. */
const FIRST_WAIT = 250;

/** The server pings every 5 s of silence, so a stream that is quiet for longer has died asleep. */
const SUSPICIOUS_SILENCE = 7000;

/**
 * A stream from which nothing comes for this long after it was opened, in milliseconds, is held
 * back on its way, as some proxies and virus scanners do until it ends.
 */
const FIRST_BYTE = 3000;

/** The server answers a poll within 16 s. */
const LONGEST_POLL = 18_000;

/**
 * Keeps one stream open. Browsers' own reconnecting is not used: Firefox gives up after one
 * failure, every browser does after an answer that is no stream, and a new `EventSource` forgets
 * the id it had. Where the stream is held back, it polls until a stream works.
 *
 * @param {object} setup
 * @param {string} setup.url of the stream
 * @param {number} setup.timeout milliseconds without an event after which the stream counts as dead
 * @param {string} setup.position id of the last event that the page has; '' when it has none
 * @param {(event: import('./protocol.js').LiveEvent) => void} setup.hear is given each event once
 * @param {() => void} setup.lost is called once an outage
 */
export function createConnection({ url, timeout, position, hear, lost }) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} the watchdog, or the wait for the next try */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let firstByte;
  /** @type {AbortController | undefined} */
  let polling;
  let failures = 0;
  let heardAt = 0;
  let greeting = '';

  /** @param {MessageEvent} message */
  function receive({ type, data, lastEventId }) {
    stopPolling();
    watch(timeout);
    take(parse(type, data, lastEventId));
  }

  /** @param {import('./protocol.js').LiveEvent} event */
  function take(event) {
    if (event.type === 'hello') {
      failures = 0;
      greeting = event.id;
    }
    // The position moves to that of the hello only once the missed events, which follow at once,
    // must have come: were the stream to break between the two, they would be lost.
    if (event.type === 'ping' || !position) {
      position = greeting || position;
      greeting = '';
    }
    if (event.type === 'change' || event.type === 'reload') {
      if (!isAfter(event.id, position)) return;
      position = event.id;
      greeting = '';
    }
    hear(event);
  }

  /** @param {number} patience milliseconds */
  function watch(patience) {
    heardAt = Date.now();
    clearTimeout(timer);
    timer = setTimeout(fail, patience);
  }

  function fail() {
    close();
    if (!failures) lost();
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++);
    // Many tabs must not knock at the same moment.
    timer = setTimeout(attempt, wait * (0.6 + 0.4 * Math.random()));
  }

  function attempt() {
    close();
    openStream();
    watch(timeout);
    firstByte = setTimeout(poll, FIRST_BYTE);
  }

  function openStream() {
    source?.close();
    source = new EventSource(url + since());
    for (const type of TYPES) source.addEventListener(type, receive);
    source.onerror = fail;
  }

  function since() {
    return position && `?since=${encodeURIComponent(position)}`;
  }

  async function poll() {
    polling = new AbortController();
    const { signal } = polling;
    try {
      for (let first = true; !signal.aborted; first = false) {
        watch(Math.max(timeout, LONGEST_POLL));
        const answer = await fetch(new URL(`changes${since()}`, url), {
          cache: 'no-store',
          signal,
        });
        const { id, events } = await answer.json();
        if (first) take({ type: 'hello', id: position || id });
        for (const event of events) take(parse(event.type, JSON.stringify(event), event.id));
        position = id;
        // A new stream each time, because what held the last one back may be gone.
        if (!signal.aborted) openStream();
      }
    } catch {
      if (!signal.aborted) fail();
    }
  }

  function stopPolling() {
    clearTimeout(firstByte);
    polling?.abort();
    polling = undefined;
  }

  function close() {
    clearTimeout(timer);
    stopPolling();
    source?.close();
    source = undefined;
  }

  return {
    /** Connects now, unless a living stream is open. */
    open() {
      const patience = polling ? Math.max(timeout, LONGEST_POLL) : SUSPICIOUS_SILENCE;
      if (!source || Date.now() - heardAt > patience) attempt();
    },
    /** Stays closed until opened again, which goes on from the same position. */
    close,
  };
}
