import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQueue } from '../src/queue.js';

/** @typedef {import('../src/protocol.js').LiveEvent} LiveEvent */

/** @param {string} path @returns {LiveEvent} */
const change = (path) => ({
  type: 'change',
  id: `A-${path}`,
  added: [],
  removed: [],
  updated: [path],
});

/** A queue whose work ends when the test says so. */
function recorded() {
  /** @type {string[]} */
  const begun = [];
  /** @type {(done: boolean) => void} */
  let finish = () => {};
  /** @type {string[]} */
  const kept = [];
  /** @type {Set<string>} */
  const holds = new Set();
  const queue = createQueue({
    apply(event) {
      begun.push(event.type === 'change' ? event.updated.join() : event.type);
      return new Promise((resolve) => (finish = resolve));
    },
    holds,
    held: (why) => kept.push(why),
  });
  return {
    begun,
    kept,
    holds,
    queue,
    /** @param {boolean} done */
    finish: async (done) => {
      finish(done);
      await new Promise((next) => setImmediate(next));
    },
  };
}

test('one at a time, and what comes meanwhile is one event', async () => {
  const { begun, queue, finish } = recorded();
  ['1', '2', '3'].forEach((path) => queue.push(change(path)));
  assert.deepEqual(begun, ['1']);
  await finish(true);
  assert.deepEqual(begun, ['1', '2,3']);
  await finish(true);
  queue.push(change('4'));
  assert.deepEqual(begun, ['1', '2,3', '4']);
});

test('types keep the order in which they came', async () => {
  const { begun, queue, finish } = recorded();
  queue.push({ type: 'hello', id: 'A-1' });
  queue.push(change('1'));
  queue.push({ type: 'reload', id: 'A-2', reason: '', patch: true });
  queue.push(change('2'));
  await finish(true);
  await finish(true);
  assert.deepEqual(begun, ['hello', '1,2', 'reload']);
});

test('nothing while held for any reason, everything after', () => {
  const { begun, kept, holds, queue } = recorded();
  holds.add('paused').add('hidden');
  queue.push(change('1'));
  queue.push(change('2'));
  holds.delete('hidden');
  queue.resume();
  assert.deepEqual(begun, []);
  holds.clear();
  queue.resume();
  assert.deepEqual(begun, ['1,2']);
  assert.deepEqual(kept, ['paused, hidden', 'paused, hidden']);
});

test('the time in which an event is held is not counted', async () => {
  const { holds, queue } = recorded();
  const event = { ...change('1'), at: performance.now() - 1e6 };
  holds.add('hidden');
  queue.push(event);
  holds.clear();
  queue.resume();
  assert.ok(performance.now() - event.at < 1e6);
});

test('what could not be done is done again with the next', async () => {
  const { begun, queue, finish } = recorded();
  queue.push(change('1'));
  queue.push(change('2'));
  await finish(false);
  assert.deepEqual(begun, ['1']);
  queue.push(change('3'));
  assert.deepEqual(begun, ['1', '1,2,3']);
});
