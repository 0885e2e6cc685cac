import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { createConnection } from '../src/connection.js';
import { FakeSource } from './fakes.js';

const { all } = FakeSource;
const newest = () => all[all.length - 1];
const STREAM = 'http://h/events';
const TIMEOUT = 20_000;

/** @type {string[]} */
let heard = [];
/** @type {ReturnType<typeof createConnection>} */
let connection;

/** @type {{ url: string, answer: (json: object) => void, fail: () => void, aborted: boolean }[]} */
const polls = [];

/** @param {URL} url @param {{ signal: AbortSignal }} how */
function fakeFetch(url, { signal }) {
  return new Promise((resolve, reject) => {
    const poll = {
      url: url.href,
      aborted: false,
      answer: (/** @type {object} */ json) => resolve({ json: async () => json }),
      fail: () => reject(new TypeError('no server')),
    };
    polls.push(poll);
    signal.onabort = () => {
      poll.aborted = true;
      poll.fail();
    };
  });
}

/** Lets promises that are fulfilled go on. */
const settle = () => new Promise((next) => setImmediate(next));

/** @param {string} [position] @param {number} [timeout] */
function create(position = 'A-1', timeout = TIMEOUT) {
  connection = createConnection({
    url: STREAM,
    timeout,
    position,
    hear: (event) => heard.push(`${event.type} ${event.id}`),
    lost: () => heard.push('lost'),
  });
  connection.open();
}

beforeEach(() => {
  Object.assign(globalThis, { EventSource: FakeSource, fetch: fakeFetch });
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  mock.method(Math, 'random', () => 1);
  all.length = 0;
  polls.length = 0;
  heard = [];
});

test('names the position that the page was served with', () => {
  create('A-1');
  assert.deepEqual(
    all.map(({ url }) => url),
    [`${STREAM}?since=A-1`],
  );
});

test('names none where the page has none, until the first hello', () => {
  create('');
  assert.equal(newest().url, STREAM);
  newest().say('hello', 'A-7');
  newest().onerror?.();
  mock.timers.tick(300);
  assert.equal(newest().url, `${STREAM}?since=A-7`);
});

test('comes back within 300 ms, then waits longer and longer up to 5 s, for ever', () => {
  create();
  newest().say('hello', 'A-1');
  /** @type {number[]} */
  const waits = [];
  for (let i = 0; i < 10; i++) {
    const attempts = all.length;
    newest().onerror?.();
    let waited = 0;
    for (; all.length === attempts; waited += 50) mock.timers.tick(50);
    waits.push(waited);
  }
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 5000, 5000, 5000, 5000, 5000]);
  assert.deepEqual(heard, ['hello A-1', 'lost']);
  assert.ok(all.slice(0, -1).every(({ closed }) => closed));
});

test('spreads its attempts', () => {
  mock.method(Math, 'random', () => 0);
  create();
  newest().onerror?.();
  mock.timers.tick(150);
  assert.equal(all.length, 2);
});

test('starts over with the first wait once it was connected', () => {
  create();
  for (let i = 0; i < 6; i++) {
    newest().onerror?.();
    mock.timers.tick(5000);
  }
  newest().say('hello', 'A-1');
  const attempts = all.length;
  newest().onerror?.();
  mock.timers.tick(250);
  assert.equal(all.length, attempts + 1);
  assert.deepEqual(heard, ['lost', 'hello A-1', 'lost']);
});

test('every stream is watched for silence, not the first one alone', () => {
  create();
  for (let outage = 1; outage <= 3; outage++) {
    newest().say('hello', 'A-1');
    mock.timers.tick(TIMEOUT - 1);
    newest().say('ping', '');
    mock.timers.tick(TIMEOUT - 1);
    assert.equal(all.length, outage);
    mock.timers.tick(1);
    mock.timers.tick(250);
    assert.equal(all.length, outage + 1);
  }
});

test('a stream that never answers is given up, and so is a poll', () => {
  create('A-1', 2000);
  mock.timers.tick(2000);
  mock.timers.tick(250);
  assert.equal(all.length, 2);
  connection.close();
  create('A-1', TIMEOUT);
  mock.timers.tick(3000);
  mock.timers.tick(TIMEOUT);
  mock.timers.tick(250);
  assert.equal(all.length, 4);
  assert.ok(polls[0].aborted);
});

test('a poll waits for as long as the server may take, and longer where that is asked for', () => {
  for (const timeout of [5000, 40_000]) {
    create('A-1', timeout);
    mock.timers.tick(3000);
    const poll = polls[polls.length - 1];
    mock.timers.tick(Math.max(timeout, 18_000) - 1);
    assert.ok(!poll.aborted);
    mock.timers.tick(1);
    assert.ok(poll.aborted);
    connection.close();
  }
});

test('polls where the stream is held back, and keeps trying the stream', async () => {
  create('A-1');
  mock.timers.tick(2999);
  assert.equal(polls.length, 0);
  mock.timers.tick(1);
  assert.deepEqual(
    polls.map(({ url }) => url),
    ['http://h/changes?since=A-1'],
  );
  const change = { type: 'change', id: 'A-2', added: [], removed: [], updated: ['/a'] };
  polls[0].answer({ id: 'A-2', events: [change] });
  await settle();
  assert.deepEqual(heard, ['hello A-1', 'change A-2']);
  assert.equal(polls[1].url, 'http://h/changes?since=A-2');
  mock.timers.tick(16_000);
  polls[1].answer({ id: 'A-2', events: [] });
  await settle();
  mock.timers.tick(16_000);
  assert.equal(polls.length, 3);
  assert.equal(newest().url, `${STREAM}?since=A-2`);
  newest().say('hello', 'A-2');
  assert.ok(polls[2].aborted);
  await settle();
  mock.timers.tick(4000);
  assert.equal(polls.length, 3);
  assert.ok(!heard.includes('lost'));
});

test('a poll that fails is an outage', async () => {
  create('A-1');
  mock.timers.tick(3000);
  polls[0].fail();
  await settle();
  assert.deepEqual(heard, ['lost']);
  mock.timers.tick(250);
  assert.equal(all.length, 2);
});

test('goes on from the last event', () => {
  create('A-1');
  newest().say('hello', 'A-1');
  newest().say('change', 'A-2', { updated: ['/a'] });
  newest().say('reload', 'A-3', { reason: '' });
  newest().onerror?.();
  mock.timers.tick(250);
  assert.equal(newest().url, `${STREAM}?since=A-3`);
});

test('a hello alone does not move the position, since what was missed is still to come', () => {
  create('A-1');
  newest().say('hello', 'A-5');
  newest().onerror?.();
  mock.timers.tick(250);
  assert.equal(newest().url, `${STREAM}?since=A-1`);
  newest().say('hello', 'B-5');
  newest().say('ping', '');
  newest().onerror?.();
  mock.timers.tick(250);
  assert.equal(newest().url, `${STREAM}?since=B-5`);
});

test('an event that the page has is not heard again', () => {
  create('A-2');
  newest().say('hello', 'A-2');
  newest().say('change', 'A-2', { updated: ['/a'] });
  newest().say('change', 'A-3', { updated: ['/a'] });
  newest().say('change', 'A-3', { updated: ['/a'] });
  newest().say('change', 'B-1', { updated: ['/a'] });
  assert.deepEqual(heard, ['hello A-2', 'change A-3', 'change B-1']);
});

test('opening again is at once while waiting, and nothing while a stream lives', () => {
  create();
  newest().say('hello', 'A-1');
  mock.timers.tick(6000);
  connection.open();
  assert.equal(all.length, 1);
  newest().onerror?.();
  connection.open();
  assert.equal(all.length, 2);
  newest().say('hello', 'A-1');
  mock.timers.tick(10_000);
  connection.open();
  assert.equal(all.length, 3);
});

test('closed is closed, until it is opened from where it was', () => {
  create('A-1');
  newest().say('hello', 'A-1');
  newest().say('change', 'A-2', { updated: ['/a'] });
  connection.close();
  mock.timers.tick(100_000);
  assert.equal(all.length, 1);
  assert.ok(newest().closed);
  connection.open();
  assert.equal(newest().url, `${STREAM}?since=A-2`);
  assert.ok(!heard.includes('lost'));
});
