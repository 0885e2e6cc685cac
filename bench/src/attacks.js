import { flood, hold, pour, trickle } from './hostile.js';

const KILO = 1024;
const get = (target, ...headers) => [`GET ${target} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n');

/** The beginning of a report of `length` bytes. */
const report = (name, length) =>
  [
    `POST /__livereload/${name} HTTP/1.1`,
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${length}`,
    '',
    '',
  ].join('\r\n');

const whole = (name, body) => report(name, body.length) + body;

const shown = (number) =>
  whole('shown', JSON.stringify({ tab: `t${number}`, page: '/', effect: 'held', reason: 'r'.repeat(400) }));

// As large as one may be, and as slow to take in as to send on.
const built = (number) =>
  whole('publish', JSON.stringify({ type: 'built', name: 'x', errors: [`${number} `.padEnd(8_000, 'e')] }));

const streams = { count: 9_000, request: get('/__livereload/events') };

const both = (...ways) => async (...args) => (await Promise.all(ways.map((way) => way(...args)))).flat();

/** What is tried. `way` begins it, and resolves with the connections when `end` has. */
export const attacks = [
  {
    name: 'connections that say nothing',
    way: (port, tally, end) => hold(port, tally, { count: 5_000, request: '' }, end),
  },
  {
    name: 'headers that trickle in',
    way: (port, tally, end) => trickle(port, tally, { count: 2_000, begin: get('/').slice(0, -2), octet: 'X' }, end),
  },
  {
    name: 'headers of 31 KB, without end',
    way: (port, tally, end) =>
      flood(port, tally, { count: 64, request: () => get('/a.txt', `X: ${'x'.repeat(31 * KILO)}`) }, end),
  },
  {
    name: 'headers of 1 MB',
    way: (port, tally, end) =>
      flood(port, tally, { count: 64, request: () => get('/a.txt', `X: ${'x'.repeat(KILO * KILO)}`) }, end),
  },
  {
    name: 'reports that trickle in',
    way: (port, tally, end) =>
      trickle(port, tally, { count: 2_000, begin: `${report('shown', 8_000)}{`, octet: ' ' }, end),
  },
  {
    name: 'reports of 250 KB that never end',
    way: (port, tally, end) =>
      hold(port, tally, { count: 1_000, request: report('publish', 256_000) + ' '.repeat(250_000), reads: 'answers' }, end),
  },
  {
    name: 'a body without end to a page',
    way: (port, tally, end) =>
      pour(port, tally, {
        count: 64,
        begin: 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n',
        piece: `4000\r\n${'x'.repeat(16 * KILO)}\r\n`,
      }, end),
  },
  {
    name: 'a flood of builds reported',
    way: (port, tally, end) => flood(port, tally, { count: 32, request: built }, end),
  },
  {
    name: 'a flood of tabs that report, and of builds',
    way: both(
      (port, tally, end) => flood(port, tally, { count: 32, request: shown }, end),
      (port, tally, end) => flood(port, tally, { count: 4, request: built }, end),
    ),
  },
  {
    name: 'streams, more than there may be',
    way: (port, tally, end) => hold(port, tally, { ...streams, reads: 'answers' }, end),
  },
  {
    name: 'streams that never read, and a flood of builds',
    way: both(
      (port, tally, end) => hold(port, tally, { ...streams, count: 1_000 }, end),
      (port, tally, end) => flood(port, tally, { count: 16, request: built }, end),
    ),
  },
  {
    name: 'readers of a file of 64 MB that never read',
    way: (port, tally, end) => hold(port, tally, { count: 1_000, request: get('/large.bin') }, end),
  },
  {
    name: 'readers of a page of 32 MB that never read',
    way: (port, tally, end) => hold(port, tally, { count: 1_000, request: get('/large.html') }, end),
  },
  {
    name: 'readers of compressed text that never read',
    way: (port, tally, end) =>
      hold(port, tally, { count: 500, request: get('/text.js', 'Accept-Encoding: gzip') }, end),
  },
  {
    name: 'readers of a file of 1 GB that read all of it',
    way: (port, tally, end) => hold(port, tally, { count: 8, request: get('/giant.bin'), reads: 'octets' }, end),
  },
  {
    name: 'a flood of requests for a page',
    way: (port, tally, end) => flood(port, tally, { count: 64, request: () => get('/') }, end),
  },
  {
    name: 'a flood of requests for what is not there',
    way: (port, tally, end) => flood(port, tally, { count: 64, request: (n) => get(`/absent/${n}`) }, end),
  },
  {
    name: 'a flood of hosts that are not allowed',
    way: (port, tally, end) =>
      flood(port, tally, { count: 64, request: (n) => get('/').replace('localhost', `evil${n}.test`) }, end),
  },
];
