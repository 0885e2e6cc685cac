import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, follow } from '../src/sources.js';

/** @typedef {import('../src/protocol.js').Source} Source */

const [M, N] = [{ message: 'm' }, { message: 'n' }];

/** @type {(name: string) => import('../src/protocol.js').Building} */
const building = (name) => ({ type: 'building', id: 'A-1', name, files: [] });

/** @type {(name: string, errors?: object[], warnings?: object[]) => any} */
const built = (name, errors = [], warnings = []) => ({
  type: 'built',
  id: 'A-1',
  name,
  time: 5,
  errors,
  warnings,
});

/** @type {[what: string, events: any[], expected: Source[]][]} */
const CASES = [
  [
    'the first run has no problems yet',
    [building('a')],
    [{ name: 'a', state: 'building', errors: [], warnings: [] }],
  ],
  [
    'a failed run has its errors',
    [building('a'), built('a', [M], [N])],
    [{ name: 'a', state: 'failed', errors: [M], warnings: [N] }],
  ],
  [
    'those of the last run stand while the next one is under way',
    [built('a', [M], [N]), building('a')],
    [{ name: 'a', state: 'building', errors: [M], warnings: [N] }],
  ],
  [
    'a good run has none but its warnings',
    [built('a', [M]), built('a', [], [N])],
    [{ name: 'a', state: 'ok', errors: [], warnings: [N] }],
  ],
  [
    'those of others stand',
    [built('a', [M]), built('b', [N]), built('b')],
    [
      { name: 'a', state: 'failed', errors: [M], warnings: [] },
      { name: 'b', state: 'ok', errors: [], warnings: [] },
    ],
  ],
];
for (const [what, events, expected] of CASES) {
  test(what, () => assert.deepEqual(events.reduce(follow, /** @type {Source[]} */ ([])), expected));
}

/** @type {[errors: number, warnings: number, text: string][]} */
const COUNTS = [
  [0, 0, ''],
  [1, 0, '1 error'],
  [2, 1, '2 errors, 1 warning'],
  [0, 3, '3 warnings'],
];
for (const [errors, warnings, text] of COUNTS) {
  test(`${errors} and ${warnings} are "${text}"`, () => {
    const sources = [follow([], built('a', Array(errors).fill(M), Array(warnings).fill(N)))[0]];
    assert.equal(count(sources), text);
  });
}
