import { TYPES, isAfter, parse } from './protocol.js';

/** At most this long between two attempts, in milliseconds. */
const LONGEST_WAIT = 5000;

/** About the wait before the second attempt; each further one doubles it. */
const FIRST_WAIT = 250;

/** The server pings every 5 s of silence, so a stream that is quiet for longer has died asleep. */
const SUSPICIOUS_SILENCE = 7000;

/**
 * Keeps one stream open. Browsers' own reconnecting is not used: Firefox gives up after one
 * failure, every browser does after an answer that is no stream, and a new `EventSource` forgets
 * the id it had.
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
  let failures = 0;
  let heardAt = 0;
  let greeting = '';

  /** @param {MessageEvent} message */
  function receive({ type, data, lastEventId }) {
    const event = parse(type, data, lastEventId);
    heardAt = Date.now();
    watch();
    if (type === 'hello') {
      failures = 0;
      greeting = event.id;
    }
    // The position moves to that of the hello only once the missed events, which follow at once,
    // must have come: were the stream to break between the two, they would be lost.
    if (type === 'ping' || !position) {
      position = greeting || position;
      greeting = '';
    }
    if (type === 'change' || type === 'reload') {
      if (!isAfter(event.id, position)) return;
      position = event.id;
      greeting = '';
    }
    hear(event);
  }

  function watch() {
    clearTimeout(timer);
    timer = setTimeout(fail, timeout);
  }

  function fail() {
    close();
    if (!failures) lost();
    const wait = Math.min(LONGEST_WAIT, timeout, FIRST_WAIT * 2 ** failures++);
    // Many tabs must not knock at the same moment.
    timer = setTimeout(attempt, wait * (0.6 + 0.4 * Math.random()));
  }

  function attempt() {
    close();
    const since = position && `?since=${encodeURIComponent(position)}`;
    source = new EventSource(url + since);
    for (const type of TYPES) source.addEventListener(type, receive);
    source.onerror = fail;
    heardAt = Date.now();
    watch();
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  }

  return {
    /** Connects now, unless a living stream is open. */
    open() {
      if (!source || Date.now() - heardAt > SUSPICIOUS_SILENCE) attempt();
    },
    /** Stays closed until opened again, which goes on from the same position. */
    close,
  };
}
