import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badgeOf } from '../src/badge-state.js';

/** @type {(errors: number, warnings?: number) => any} */
const source = (errors, warnings = 0) => ({
  name: 'sass',
  state: 'ok',
  errors: Array(errors).fill({ message: 'm' }),
  warnings: Array(warnings).fill({ message: 'm' }),
});
const BROKEN = [source(2)];
const WARNED = [source(0, 1)];

/** @type {[what: string, facts: object, now: number, expected: [kind: string, text: string, next: number]][]} */
const CASES = [
  ['nothing to say', {}, 0, ['none', '', Infinity]],
  ['a build that is young', { begun: { sass: 1000 } }, 1299, ['none', '', 1300]],
  ['one that is not', { begun: { sass: 1000 } }, 1300, ['building', 'building sass 0.3 s', 1400]],
  ['one for long', { begun: { sass: 1000 } }, 62_340, ['building', 'building sass 61.3 s', 62_440]],
  [
    'two, the older one named',
    { begun: { tsc: 1000, sass: 500 } },
    1500,
    ['building', 'building sass and 1 more 1.0 s', 1600],
  ],
  ['errors', { sources: BROKEN }, 0, ['error', '2 errors', Infinity]],
  [
    'errors, and a build that is young',
    { sources: BROKEN, begun: { sass: 1000 } },
    1200,
    ['error', '2 errors', 1300],
  ],
  [
    'errors, and a build',
    { sources: BROKEN, begun: { sass: 1000 } },
    1300,
    ['building', 'building sass 0.3 s', 1400],
  ],
  ['news', { news: 'built sass', newsAt: 100 }, 2099, ['good', 'built sass', 2100]],
  ['news that are old', { news: 'built sass', newsAt: 100 }, 2100, ['none', '', Infinity]],
  [
    'warnings that are news',
    { sources: WARNED, news: '1 warning', newsAt: 0 },
    0,
    ['warning', '1 warning', 2000],
  ],
  ['warnings that are none', { sources: WARNED }, 0, ['none', '', Infinity]],
  ['an outage that is short', { lostAt: 1000 }, 1999, ['none', '', 2000]],
  ['an outage', { lostAt: 1000, sources: BROKEN }, 2000, ['offline', 'offline', Infinity]],
  [
    'an outage during a build',
    { lostAt: 1000, begun: { sass: 0 } },
    1950,
    ['building', 'building sass 1.9 s', 2000],
  ],
];
for (const [what, facts, now, [kind, text, next]] of CASES) {
  test(`${what}: ${text || 'nothing'}`, () =>
    assert.deepEqual(badgeOf({ sources: [], begun: {}, ...facts }, now), { kind, text, next }));
}
