import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { createHub } from '../src/hub.js';
import { FakeSource } from './fakes.js';

const STREAM = 'http://h/events';
const { all } = FakeSource;

/** @type {Record<string, string[]>} what each tab was sent */
let sent = {};
/** @type {object[] | undefined} how builds stand, as the last hello has it */
let greeted;
/** @type {ReturnType<typeof createHub<string>>} */
let hub;

/** @param {string} tab @param {string} position */
const open = (tab, position) => hub.tell(tab, { open: true, position, timeout: 20_000 });
/** @param {string} tab */
const leave = (tab) => hub.tell(tab, { open: false, position: '', timeout: 20_000 });
/** @param {string} id @param {FakeSource} [source] */
const change = (id, source = all[0]) => source.say('change', id, { updated: ['/a'] });

beforeEach(() => {
  Object.assign(globalThis, { EventSource: FakeSource });
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  all.length = 0;
  sent = {};
  hub = createHub(STREAM, (tab, news) => {
    if (news.type === 'ping') return;
    if (news.type === 'hello') greeted = news.sources;
    (sent[tab] ??= []).push(news.type === 'lost' ? 'lost' : `${news.type} ${news.id}`);
  });
});

test('all tabs have one stream', () => {
  open('a', 'A-1');
  open('b', 'A-1');
  all[0].say('hello', 'A-1');
  change('A-2');
  assert.equal(all.length, 1);
  assert.deepEqual(sent, { a: ['hello A-1', 'change A-2'], b: ['hello A-1', 'change A-2'] });
});

test('a tab that comes later is told at once that it is connected', () => {
  open('a', 'A-1');
  all[0].say('hello', 'A-1');
  change('A-2');
  open('b', 'A-2');
  assert.deepEqual(sent.b, ['hello A-2']);
});

test('a tab that comes later is told how builds stand', () => {
  open('a', 'A-1');
  all[0].say('hello', 'A-1', { sources: [] });
  const errors = [{ message: 'm' }];
  all[0].say('built', 'A-2', { name: 'sass', errors, warnings: [] });
  assert.deepEqual(sent.a, ['hello A-1', 'built A-2']);
  open('b', 'A-2');
  assert.deepEqual(sent.b, ['hello A-1']);
  assert.deepEqual(greeted, [{ name: 'sass', state: 'failed', errors, warnings: [] }]);
});

test('a tab gets what was said since it was served', () => {
  open('a', 'A-1');
  all[0].say('hello', 'A-1');
  ['A-2', 'A-3', 'A-4'].forEach((id) => change(id));
  open('b', 'A-2');
  assert.deepEqual(sent.b, ['hello A-4', 'change A-3', 'change A-4']);
});

test('a page without a position starts here', () => {
  open('a', '');
  all[0].say('hello', 'A-7');
  change('A-8');
  open('b', '');
  open('c', 'A-7');
  assert.deepEqual(sent.b, ['hello A-8']);
  assert.deepEqual(sent.c, ['hello A-8', 'change A-8']);
  assert.equal(all.length, 1);
});

test('a page may be served before its event has come here', () => {
  open('a', 'A-1');
  all[0].say('hello', 'A-1');
  open('b', 'A-2');
  change('A-2');
  assert.equal(all.length, 1);
  assert.deepEqual(sent.b, ['hello A-1', 'change A-2']);
});

for (const [what, position] of [
  ['from before the first of them', 'A-1'],
  ['of another run', 'B-5'],
]) {
  test(`a page ${what} asks the server, then joins`, () => {
    open('a', 'A-5');
    all[0].say('hello', 'A-5');
    change('A-6');
    open('b', position);
    assert.equal(all[1].url, `${STREAM}?since=${position}`);
    change('A-7');
    all[1].say('hello', position);
    change('A-7', all[1]);
    all[1].say('ping', '');
    assert.ok(all[1].closed);
    change('A-8');
    assert.deepEqual(sent.b, [`hello ${position}`, 'change A-7', 'change A-8']);
    assert.deepEqual(sent.a, ['hello A-5', 'change A-6', 'change A-7', 'change A-8']);
  });
}

test('it keeps the newest hundred events', () => {
  open('a', 'A-0');
  all[0].say('hello', 'A-0');
  for (let i = 1; i <= 101; i++) change(`A-${i}`);
  open('b', 'A-1');
  assert.equal(sent.b.length, 101);
  open('c', 'A-0');
  assert.equal(all.length, 2);
});

test('an outage is told once, to those who come meanwhile too', () => {
  open('a', 'A-1');
  all[0].say('hello', 'A-1');
  all[0].onerror?.();
  mock.timers.tick(5000);
  all[1].onerror?.();
  open('b', 'A-1');
  all[all.length - 1].say('hello', 'A-1');
  assert.deepEqual(sent, { a: ['hello A-1', 'lost', 'hello A-1'], b: ['lost', 'hello A-1'] });
});

test('who has left hears nothing, and the last one ends the stream', () => {
  open('a', 'A-1');
  open('b', 'A-1');
  all[0].say('hello', 'A-1');
  leave('a');
  change('A-2');
  assert.deepEqual(sent.a, ['hello A-1']);
  assert.ok(!all[0].closed);
  leave('b');
  assert.ok(all[0].closed);
  mock.timers.tick(100_000);
  assert.equal(all.length, 1);
  open('a', 'A-1');
  assert.equal(all[1].url, `${STREAM}?since=A-1`);
});

test('a tab that does not answer a ping until the next one has left', () => {
  open('a', 'A-1');
  open('b', 'A-1');
  all[0].say('hello', 'A-1');
  all[0].say('ping', '');
  open('a', 'A-1');
  all[0].say('ping', '');
  change('A-2');
  assert.deepEqual(sent, { a: ['hello A-1', 'change A-2'], b: ['hello A-1'] });
  all[0].say('ping', '');
  all[0].say('ping', '');
  assert.ok(all[0].closed);
});
