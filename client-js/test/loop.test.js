import assert from 'node:assert/strict';
import { test } from 'node:test';
import { continueRow } from '../src/loop.js';

/**
 * Reloads for one reason until there is no more, or often enough, and returns the waits.
 *
 * @param {number} age of each page when the reload is asked for
 */
function waits(age) {
  const all = [];
  let row = {};
  for (let wait = 0; all.length < 50 && wait < Infinity; all.push(wait)) {
    const next = continueRow(row, '/a.json changed', age);
    row = { reason: '/a.json changed', times: next.times };
    wait = next.wait;
  }
  return all;
}

test('a page that changes what it uses by being loaded comes to rest', () => {
  assert.deepEqual(waits(300), [...Array(12).fill(0), 2000, 4000, 8000, 16_000, Infinity]);
});

test('saves with pauses are never held up', () => {
  assert.deepEqual(waits(2000), Array(50).fill(0));
});

test('another reason begins anew, and so does what comes later', () => {
  const row = { reason: '/a.json changed', times: 16 };
  assert.deepEqual(continueRow(row, '/b.json changed', 300), { times: 1, wait: 0 });
  assert.deepEqual(continueRow(row, '/a.json changed', 2000), { times: 1, wait: 0 });
});
