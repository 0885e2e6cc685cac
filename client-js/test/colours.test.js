import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readColours } from '../src/colours.js';

/** @type {[text: string, runs: [text: string, classes: string][]][]} `^` stands for the start of a code */
const CASES = [
  ['', []],
  ['plain', [['plain', '']]],
  [
    'a^[31mb^[0mc',
    [
      ['a', ''],
      ['b', 'red'],
      ['c', ''],
    ],
  ],
  [
    'a^[31mb^[mc',
    [
      ['a', ''],
      ['b', 'red'],
      ['c', ''],
    ],
  ],
  [
    '^[1m^[91mb^[39mc^[22md',
    [
      ['b', 'bold red'],
      ['c', 'bold'],
      ['d', ''],
    ],
  ],
  [
    '^[1;32mb^[34mc',
    [
      ['b', 'bold green'],
      ['c', 'bold blue'],
    ],
  ],
  [
    '^[7m3^[27m x',
    [
      ['3', 'inverse'],
      [' x', ''],
    ],
  ],
  [
    '^[38;5;31mb^[38;2;31;1;7mc',
    [
      ['b', ''],
      ['c', ''],
    ],
  ],
  ['^[31m^[48;5;1mb', [['b', 'red']]],
  ['a\u0007b\n\tc', [['ab\n\tc', '']]],
  ['^[2Ja', [['[2Ja', '']]],
];
for (const [text, runs] of CASES) {
  test(`reads ${JSON.stringify(text)}`, () =>
    assert.deepEqual(readColours(text.replaceAll('^', '\u001b')), runs));
}
