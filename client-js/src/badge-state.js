import { count } from './sources.js';

/** Shorter builds are not shown, in milliseconds: what flashes says nothing. */
export const LEAST_BUILD = 300;

/** Shorter outages are not shown, in milliseconds, as of a server that is started anew. */
const LEAST_OUTAGE = 1000;

/** How long good news stay, in milliseconds. */
const NEWS = 2000;

/** Between two readings of the time that a build takes, in milliseconds. */
const TICK = 100;

/**
 * What a badge is made of; times are those of one clock, in milliseconds.
 *
 * @typedef {object} Facts
 * @property {import('./protocol.js').Source[]} sources
 * @property {Record<string, number>} begun when the runs under way began, by source
 * @property {number} [lostAt] when the connection was lost; absent while there is one
 * @property {string} [news] what has just turned out well
 * @property {number} [newsAt] when
 *
 * @typedef {object} Badge
 * @property {'none' | 'good' | 'building' | 'warning' | 'error' | 'offline'} kind
 * @property {string} text
 * @property {number} next when it may be another one; `Infinity` where only an event changes it
 */

/**
 * Decides what the badge says.
 *
 * @param {Facts} facts
 * @param {number} now
 * @returns {Badge}
 */
export function badgeOf({ sources, begun, lostAt = Infinity, news = '', newsAt = 0 }, now) {
  const offlineAt = lostAt + LEAST_OUTAGE;
  if (now >= offlineAt) return { kind: 'offline', text: 'offline', next: Infinity };
  const [[name, since], ...more] = [...Object.entries(begun), ['', Infinity]].sort(
    (a, b) => +a[1] - +b[1],
  );
  const shownAt = +since + LEAST_BUILD;
  if (now >= shownAt) {
    const others = more.length > 1 ? ` and ${more.length - 1} more` : '';
    const text = `building ${name}${others} ${((now - +since) / 1000).toFixed(1)} s`;
    return { kind: 'building', text, next: Math.min(offlineAt, now + TICK) };
  }
  const next = Math.min(offlineAt, shownAt);
  const problems = count(sources);
  if (sources.some(({ errors }) => errors.length)) return { kind: 'error', text: problems, next };
  const newsEnd = newsAt + NEWS;
  if (news && now < newsEnd) {
    const kind = problems ? 'warning' : 'good';
    return { kind, text: problems || news, next: Math.min(next, newsEnd) };
  }
  return { kind: 'none', text: '', next };
}
