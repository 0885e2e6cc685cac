import { createConnection } from './connection.js';
import { isAfter } from './protocol.js';
import { follow } from './sources.js';

/**
 * What a tab tells the hub: that it wants events after `position`, or none.
 *
 * @typedef {{ open: boolean, position: string, timeout: number }} Wish
 * @typedef {import('./protocol.js').LiveEvent | { type: 'lost' }} News
 */

/** Events kept for tabs that come later; one that has missed more asks the server. */
const EVENTS_KEPT = 100;

/**
 * Shares one stream among the tabs of a browser: of one host over HTTP/1.1 a browser opens six
 * connections, so the seventh tab with a stream of its own would not even load.
 *
 * @template Tab
 * @param {string} url of the stream
 * @param {(tab: Tab, news: News) => void} send
 */
export function createHub(url, send) {
  /** @type {Set<Tab>} */
  const members = new Set();
  /** @type {Set<Tab>} members that have not answered the last ping */
  const silent = new Set();
  /** @type {Map<Tab, ReturnType<typeof createConnection>>} tabs that catch up by themselves */
  const late = new Map();
  /** @type {ReturnType<typeof createConnection> | undefined} */
  let connection;
  /** @type {import('./protocol.js').LiveEvent[]} */
  let recent = [];
  /** The position before the first of the recent events. */
  let base = '';
  /** @type {News | undefined} what a tab that joins is told about the connection */
  let state;

  /** @param {News} news */
  function spread(news) {
    if (news.type === 'ping') {
      // A tab that crashed, or that was closed by force, takes no leave.
      silent.forEach(leave);
      members.forEach((tab) => silent.add(tab));
    } else if (news.type === 'change' || news.type === 'reload') {
      recent.push(news);
      if (recent.length > EVENTS_KEPT) base = /** @type {{ id: string }} */ (recent.shift()).id;
    } else if (news.type === 'building' || news.type === 'built') {
      // A tab that joins is told how builds stand now.
      if (state?.type === 'hello') state.sources &&= follow(state.sources, news);
    } else {
      state = news;
      if (news.type === 'hello') base ||= news.id;
    }
    members.forEach((tab) => send(tab, news));
  }

  /**
   * Returns what a tab at `position` has missed, or nothing when only the server knows.
   *
   * @param {string} position
   */
  function missedSince(position) {
    const ids = [base, ...recent.map(({ id }) => id)];
    const newest = ids[recent.length];
    const index = ids.lastIndexOf(position);
    if (index >= 0) return recent.slice(index);
    // A page that has none yet, or one served after an event that is still on its way here.
    const ahead = position.split('-')[0] === newest.split('-')[0] && isAfter(position, newest);
    return ahead || !position ? [] : undefined;
  }

  /** @param {Tab} tab @param {string} position */
  function join(tab, position) {
    late.get(tab)?.close();
    late.delete(tab);
    members.add(tab);
    missedSince(position)?.forEach((event) => send(tab, event));
  }

  /** @param {Tab} tab @param {Wish} wish */
  function catchUp(tab, { position, timeout }) {
    let reached = position;
    const own = createConnection({
      url,
      timeout,
      position,
      hear(event) {
        // A ping comes when everything that was missed has.
        if (event.type === 'ping') join(tab, reached);
        else send(tab, event);
        reached = event.id || reached;
      },
      lost: () => {},
    });
    late.set(tab, own);
    own.open();
  }

  /** @param {Tab} tab @param {Wish} wish */
  function open(tab, wish) {
    if (!connection) {
      base = wish.position;
      const { position, timeout } = wish;
      const lost = () => spread({ type: 'lost' });
      connection = createConnection({ url, timeout, position, hear: spread, lost });
    }
    connection.open();
    if (members.has(tab)) return;
    if (late.has(tab)) {
      late.get(tab)?.open();
    } else if (missedSince(wish.position)) {
      if (state) send(tab, state.type === 'hello' ? { ...state, id: newestId() } : state);
      join(tab, wish.position);
    } else {
      catchUp(tab, wish);
    }
  }

  function newestId() {
    return recent.length ? recent[recent.length - 1].id : base;
  }

  function close() {
    connection?.close();
    connection = state = undefined;
    recent = [];
  }

  /** @param {Tab} tab */
  function leave(tab) {
    silent.delete(tab);
    members.delete(tab);
    late.get(tab)?.close();
    late.delete(tab);
    if (!members.size && !late.size) close();
  }

  return {
    /**
     * @param {Tab} tab
     * @param {Wish} wish also the answer to a ping
     */
    tell(tab, wish) {
      silent.delete(tab);
      if (wish.open) open(tab, wish);
      else leave(tab);
    },
    /** Ends the stream, whoever still wants it. */
    close() {
      late.forEach((own) => own.close());
      close();
    },
  };
}
