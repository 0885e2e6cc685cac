import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plan } from '../src/plan.js';

/** @typedef {import('../src/usage.js').Usage} Usage */

/** @type {Usage} */
const PAGE = {
  page: '/about.html',
  location: '/about.html',
  entries: undefined,
  styles: new Map([
    ['/main.css', '/main.css'],
    ['/theme.css', '/main.css'],
    ['/waves.svg', '/main.css'],
  ]),
  shown: new Map([
    ['/app.js', 'script'],
    ['/ahead.js', 'modulepreload'],
    ['/logo.svg', 'img'],
    ['/fetched.svg', 'img'],
    ['/tide.mp4', 'source'],
    ['/frame.html', 'iframe'],
    ['/inline.png', 'css'],
  ]),
  loaded: new Map([
    ['/data.json', 'fetch'],
    ['/fetched.svg', 'xmlhttprequest'],
    ['/canvas.png', 'img'],
    ['/worker.js', 'other'],
    ['/module.css', 'script'],
    ['/font.woff2', 'css'],
  ]),
  stale: new Set(),
};
/** @type {Usage} */
const LOST = {
  ...PAGE,
  page: '',
  location: '/foo',
  styles: new Map(),
  shown: new Map(),
  loaded: new Map(),
};
/** @type {Usage} */
const LISTING = { ...LOST, location: '/dir/', entries: new Set(['/dir/a.txt', '/dir/sub/']) };

/**
 * Changes are written as `+added -removed ~updated`; actions as `verb path`.
 *
 * @type {[what: string, changes: string, usage: Usage, expected: string[]][]}
 */
const TABLE = [
  ['a file nobody uses', '~/other.css +/new.js -/old.html', PAGE, []],
  ['a source map', '~/main.css.map', PAGE, []],
  ['a sheet', '~/main.css', PAGE, ['restyle /main.css']],
  ['an imported sheet', '~/theme.css', PAGE, ['restyle /theme.css']],
  ['an image of a sheet', '~/waves.svg', PAGE, ['restyle /waves.svg']],
  ['a sheet that was missing', '+/main.css', PAGE, ['restyle /main.css']],
  ['a deleted sheet', '-/main.css', PAGE, ['keep /main.css']],
  ['a script', '~/app.js', PAGE, ['reload /app.js']],
  ['a deleted script', '-/app.js', PAGE, ['reload /app.js']],
  ['a module that is loaded ahead', '~/ahead.js', PAGE, ['reload /ahead.js']],
  ['a worker', '~/worker.js', PAGE, ['reload /worker.js']],
  ['an image', '~/logo.svg', PAGE, ['refresh /logo.svg']],
  ['a video', '~/tide.mp4', PAGE, ['refresh /tide.mp4']],
  ['a frame', '~/frame.html', PAGE, ['refresh /frame.html']],
  ["an image of an element's style", '~/inline.png', PAGE, ['refresh /inline.png']],
  ['a deleted image', '-/logo.svg', PAGE, ['keep /logo.svg']],
  ['a deleted frame', '-/frame.html', PAGE, ['keep /frame.html']],
  ['data', '~/data.json', PAGE, ['announce /data.json']],
  ['deleted data', '-/data.json', PAGE, ['announce /data.json']],
  [
    'what is shown and fetched',
    '~/fetched.svg',
    PAGE,
    ['refresh /fetched.svg', 'announce /fetched.svg'],
  ],
  ['an image that no element shows', '~/canvas.png', PAGE, ['announce /canvas.png']],
  ['such an image, deleted', '-/canvas.png', PAGE, ['keep /canvas.png']],
  ['a sheet that a script imported', '~/module.css', PAGE, ['adopt /module.css']],
  ['what a sheet out of reach names', '~/font.woff2', PAGE, ['reload /font.woff2']],
  ['the document', '~/about.html', PAGE, ['patch /about.html']],
  ['a mixed batch', '~/main.css ~/app.js', PAGE, ['reload /app.js']],
  [
    'a mixed batch that can be patched',
    '~/about.html ~/logo.svg ~/main.css',
    PAGE,
    ['patch /about.html', 'refresh /logo.svg', 'restyle /main.css'],
  ],
  [
    'the deleted document',
    '-/about.html ~/app.js ~/data.json ~/main.css',
    PAGE,
    ['restyle /main.css', 'keep /about.html'],
  ],
  ['the document that is back', '+/about.html', PAGE, ['reload /about.html']],
  ['an index', '~/index.html', { ...PAGE, page: '/', location: '/' }, ['patch /']],
  ['a fallback page', '~/index.html', { ...PAGE, page: '/', location: '/users/3' }, ['patch /']],
  [
    'a file where a fallback answered',
    '+/users/3/index.html',
    { ...PAGE, page: '/', location: '/users/3' },
    ['reload /users/3/'],
  ],
  ['what was not found', '+/foo', LOST, ['reload /foo']],
  ['what was not found, as a folder', '+/foo/index.html', LOST, ['reload /foo/']],
  ['what was not found, with its suffix', '+/foo.html', LOST, ['reload /foo.html']],
  ['another file there', '+/foo/bar.html +/foobar', LOST, []],
  ['a new file of a listing', '+/dir/b.txt', LISTING, ['patch /dir/b.txt']],
  ['a new folder of a listing', '+/dir/new/b.txt', LISTING, ['patch /dir/new/b.txt']],
  ['a listed file that was changed', '~/dir/a.txt', LISTING, []],
  ['a deleted file of a listing', '-/dir/a.txt', LISTING, ['patch /dir/a.txt']],
  ['a file in a listed folder', '+/dir/sub/b.txt', LISTING, []],
  ['a file beside a listing', '+/b.txt -/c.txt', LISTING, []],
  [
    'a sheet that did not load before',
    '~/other.css',
    { ...PAGE, stale: new Set(['/main.css']) },
    ['restyle /main.css'],
  ],
  [
    'an encoded name',
    '~/a%20b.js',
    { ...PAGE, shown: new Map([['/a b.js', 'script']]) },
    ['reload /a b.js'],
  ],
];
for (const [what, changes, usage, expected] of TABLE) {
  test(what, () => assert.deepEqual(verbs(plan(change(changes), usage, 'patch')), expected));
}

test('a reload without a file is a patch, unless it asks for a navigation', () => {
  /** @param {boolean} patch */
  const reload = (patch) =>
    plan({ type: 'reload', id: 'A-1', reason: 'why', patch }, LOST, 'patch');
  assert.deepEqual(reload(true), [{ do: 'patch', path: '', reason: 'why' }]);
  assert.deepEqual(reload(false), [{ do: 'reload', path: '', reason: 'why' }]);
});

test('a hello tries again what did not load', () => {
  const usage = { ...PAGE, stale: new Set(['/main.css']) };
  assert.deepEqual(verbs(plan({ type: 'hello', id: 'A-1' }, usage, 'patch')), [
    'restyle /main.css',
  ]);
  assert.deepEqual(plan({ type: 'hello', id: 'A-1' }, PAGE, 'patch'), []);
});

test('reload="always" reloads where it would patch', () => {
  for (const path of ['/main.css', '/logo.svg', '/about.html', '/data.json', '/module.css']) {
    assert.deepEqual(verbs(plan(change(`~${path}`), PAGE, 'always')), [`reload ${path}`]);
  }
  assert.deepEqual(verbs(plan(change('-/main.css'), PAGE, 'always')), ['keep /main.css']);
});

test('reload="never" patches, and says what it leaves undone', () => {
  const actions = plan(change('~/main.css ~/about.html ~/app.js ~/worker.js'), PAGE, 'never');
  assert.deepEqual(verbs(actions), ['restyle /main.css', 'patch /about.html', 'keep /app.js']);
  assert.equal(
    actions[2].reason,
    'changed (script), and 1 more; the option reload="never" forbids it',
  );
});

test('what a sheet uses says which', () =>
  assert.equal(
    plan(change('~/theme.css'), PAGE, 'patch')[0].reason,
    'changed, which /main.css uses',
  ));

/**
 * @param {string} text
 * @returns {import('../src/protocol.js').LiveEvent}
 */
function change(text) {
  const words = text.split(' ');
  /** @param {string} sign */
  const those = (sign) => words.filter((word) => word[0] === sign).map((word) => word.slice(1));
  return { type: 'change', id: 'A-1', added: those('+'), removed: those('-'), updated: those('~') };
}

/** @param {import('../src/plan.js').Action[]} actions */
function verbs(actions) {
  return actions.map((action) => `${action.do} ${action.path}`);
}
