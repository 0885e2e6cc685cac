import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../src/explain.js';
import { readOptions } from '../src/options.js';

const SRC = 'http://localhost:8080/__livereload/client.js';
const DEFAULTS = { timeout: 20000, overlay: 'true', reload: 'patch', name: '', log: 'normal' };

/** @type {[what: string, dataset: Record<string, string>, query: string, changes: object][]} */
const UNDERSTOOD = [
  ['nothing', {}, '', {}],
  [
    'what the server writes',
    { id: 'A-1', page: '/a.html', base: 'x', listing: '' },
    '?token=x&livereload=1',
    {},
  ],
  ['attributes', { timeout: '5000', reload: 'never' }, '', { timeout: 5000, reload: 'never' }],
  ['less than a heartbeat', { timeout: '1' }, '', { timeout: 2500 }],
  ['query parameters', {}, '?overlay=false&log=quiet', { overlay: 'false', log: 'quiet' }],
  [
    'both, the attribute first',
    { name: 'css' },
    '?name=html&log=verbose',
    { name: 'css', log: 'verbose' },
  ],
  ['attributes of others', { turboTrack: 'reload' }, '', {}],
];
for (const [what, dataset, query, changes] of UNDERSTOOD) {
  test(`understands ${what}`, () =>
    assert.deepEqual(readOptions(dataset, SRC + query), {
      options: { ...DEFAULTS, ...changes },
      strange: [],
    }));
}

/** @type {[dataset: Record<string, string>, warning: string][]} */
const WARNED = [
  [{ timeout: 'soon' }, 'timeout="soon" is not milliseconds; using "20000".'],
  [{ timeout: '0' }, 'timeout="0" is not milliseconds; using "20000".'],
  [{ overlay: '' }, 'overlay="" is not true, full, badge or false; using "true".'],
  [{ reload: 'yes' }, 'reload="yes" is not patch, always or never; using "patch".'],
  [{ timeuot: '1' }, 'unknown option "timeuot". Did you mean "timeout"?'],
  [{ logs: 'quiet' }, 'unknown option "logs". Did you mean "log"?'],
  [{ color: 'red' }, 'unknown option "color". There are timeout, overlay, reload, name, log.'],
  [
    { constructor: '1' },
    'unknown option "constructor". There are timeout, overlay, reload, name, log.',
  ],
];
for (const [dataset, warning] of WARNED) {
  test(`warns once of ${JSON.stringify(dataset)}`, () => {
    const { options, strange } = readOptions(dataset, SRC);
    assert.deepEqual(options, DEFAULTS);
    assert.deepEqual(explain(strange), [warning]);
  });
}
