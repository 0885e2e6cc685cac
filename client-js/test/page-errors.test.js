import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { describe, isHarmless } from '../src/page-errors.js';

before(() => Object.assign(globalThis, { location: { origin: 'http://h' } }));

/** @type {[what: string, reason: any, expected: object][]} */
const CASES = [
  ['no error', 'no', { message: 'no' }],
  ['nothing', undefined, { message: 'undefined' }],
  [
    'one of Chromium',
    {
      name: 'TypeError',
      message: 'm',
      stack: 'TypeError: m\n    at f (http://h/js/a.js:3:9)\n    at http://h/b.js:1:1',
    },
    { message: 'TypeError: m', file: 'js/a.js', line: 3, column: 9 },
  ],
  [
    'one of Firefox',
    { name: 'TypeError', message: 'm', stack: 'f@http://h/js/a.js:3:9\n@http://h/b.js:1:1\n' },
    { message: 'TypeError: m', file: 'js/a.js', line: 3, column: 9 },
  ],
  [
    'one without a function',
    { name: 'Error', message: 'm', stack: 'Error: m\n    at http://h/b.js:1:2' },
    { message: 'Error: m', file: 'b.js', line: 1, column: 2 },
  ],
  [
    'a module of Firefox',
    {
      name: 'SyntaxError',
      message: 'm',
      stack: '',
      fileName: 'http://h/b.js',
      lineNumber: 2,
      columnNumber: 9,
    },
    { message: 'SyntaxError: m', file: 'b.js', line: 2, column: 9 },
  ],
  [
    'one without a place',
    { name: 'SyntaxError', message: 'm', stack: 'SyntaxError: m' },
    { message: 'SyntaxError: m' },
  ],
];
for (const [what, reason, expected] of CASES) {
  test(`reads ${what}`, () => assert.deepEqual(describe(reason), expected));
}

/** @type {[message: string, harmless: boolean][]} */
const MESSAGES = [
  ['ResizeObserver loop completed with undelivered notifications.', true],
  ['ResizeObserver loop limit exceeded', true],
  ['Script error.', true],
  ['AbortError: The operation was aborted.', true],
  ['Uncaught TypeError: a Script error.', false],
  ['Error: AbortError', false],
];
for (const [message, harmless] of MESSAGES) {
  test(`${message} ${harmless ? 'says nothing' : 'counts'}`, () =>
    assert.equal(isHarmless(message), harmless));
}
