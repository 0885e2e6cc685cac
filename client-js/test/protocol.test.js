import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAfter, merge, parse } from '../src/protocol.js';

/** @type {[type: string, data: string, expected: object][]} */
const EVENTS = [
  [
    'hello',
    '{"run":"A","version":3,"sources":[]}',
    { type: 'hello', id: 'A-3', run: 'A', version: 3, sources: [] },
  ],
  [
    'building',
    '{"name":"sass","files":["a.scss"]}',
    { type: 'building', id: 'A-3', name: 'sass', files: ['a.scss'] },
  ],
  [
    'built',
    '{"name":"sass","time":5,"errors":[{"message":"m"}],"warnings":[]}',
    { type: 'built', id: 'A-3', name: 'sass', time: 5, errors: [{ message: 'm' }], warnings: [] },
  ],
  ['ping', '{}', { type: 'ping', id: 'A-3' }],
  [
    'change',
    '{"added":["/a"],"removed":[],"updated":["/b","/c"],"more":1}',
    { type: 'change', id: 'A-3', added: ['/a'], removed: [], updated: ['/b', '/c'] },
  ],
  [
    'change',
    '{"updated":["/b"]}',
    { type: 'change', id: 'A-3', added: [], removed: [], updated: ['/b'] },
  ],
  [
    'reload',
    '{"reason":"r","patch":false}',
    { type: 'reload', id: 'A-3', reason: 'r', patch: false },
  ],
  ['reload', '{"reason":"r"}', { type: 'reload', id: 'A-3', reason: 'r', patch: true }],
];
for (const [type, data, expected] of EVENTS) {
  test(`reads ${type} ${data}`, () => assert.deepEqual(parse(type, data, 'A-3'), expected));
}

for (const data of ['', '{', '{"added":7}', 'null']) {
  test(`what cannot be read is a reload: ${data}`, () =>
    assert.equal(parse('change', data, 'A-3').type, 'reload'));
}

/** @type {[id: string, position: string, after: boolean][]} */
const ORDER = [
  ['A-2', 'A-1', true],
  ['A-10', 'A-9', true],
  ['A-1', 'A-1', false],
  ['A-1', 'A-2', false],
  ['B-1', 'A-2', true],
  ['A-1', '', true],
];
for (const [id, position, after] of ORDER) {
  test(`${id} is ${after ? '' : 'not '}after "${position}"`, () =>
    assert.equal(isAfter(id, position), after));
}

/** @type {(added: string, removed: string, updated: string) => import('../src/protocol.js').LiveEvent} */
const change = (added, removed, updated) => ({
  type: 'change',
  id: 'A-1',
  added: [...added],
  removed: [...removed],
  updated: [...updated],
});
/** @type {[earlier: [string, string, string], later: [string, string, string], both: [string, string, string]][]} */
const MERGES = [
  [
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
    ['ad', 'be', 'cf'],
  ],
  [
    ['a', '', ''],
    ['', 'a', ''],
    ['', '', ''],
  ],
  [
    ['', 'a', ''],
    ['a', '', ''],
    ['', '', 'a'],
  ],
  [
    ['a', '', ''],
    ['', '', 'a'],
    ['a', '', ''],
  ],
  [
    ['', '', 'a'],
    ['', 'a', ''],
    ['', 'a', ''],
  ],
  [
    ['', '', 'a'],
    ['', '', 'a'],
    ['', '', 'a'],
  ],
];
for (const [earlier, later, both] of MERGES) {
  test(`${earlier.join('|')} and then ${later.join('|')} are ${both.join('|')}`, () =>
    assert.deepEqual(merge(change(...earlier), { ...change(...later), id: 'A-2' }), {
      ...change(...both),
      id: 'A-2',
    }));
}

test('of two reloads the stricter one counts, with the later reason', () => {
  /** @type {(reason: string, patch: boolean) => import('../src/protocol.js').LiveEvent} */
  const reload = (reason, patch) => ({ type: 'reload', id: 'A-1', reason, patch });
  assert.deepEqual(merge(reload('a', false), reload('b', true)), reload('b', false));
});
