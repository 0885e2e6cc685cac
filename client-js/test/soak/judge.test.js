import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allowed, stale } from './judge.js';

/**
 * A change, as `name was is outage`; `-` is no file.
 *
 * @param {string} words
 */
function step(words) {
  const [name, was, is, outage = '0'] = words.split(' ');
  const version = (/** @type {string} */ text) => (text === '-' ? undefined : Number(text));
  return { name, was: version(was), is: version(is), outage: Number(outage) };
}

describe('how often a page may navigate', () => {
  /** @type {[string, number, string[]][]} */
  const cases = [
    ['nothing happened', 0, []],
    ['its document', 1, ['second.html 1 2']],
    ['its script, twice', 2, ['js/app.js 1 2', 'js/app.js 2 3']],
    ['the same again', 0, ['second.html 1 1']],
    ['a sheet', 0, ['css/site.css 1 2']],
    ['what it does not use', 0, ['img/picture.svg 1 2', 'notes.txt 1 2']],
    ['deleted, it stays', 0, ['second.html 1 -']],
    ['deleted, and back', 1, ['second.html 1 -', 'second.html - 1']],
    ['a script is missed at once', 1, ['js/app.js 1 -']],
    ['an outage is one', 1, ['second.html 1 2 1', 'js/app.js 1 2 1']],
    ['taken back in an outage', 0, ['second.html 1 2 1', 'second.html 2 1 1']],
    ['two outages', 2, ['second.html 1 2 1', 'second.html 2 1 2']],
    ['what shows where it is not', 1, ['second.html 1 -', '404.html 1 2']],
  ];
  for (const [what, count, steps] of cases) {
    test(what, () => assert.equal(allowed('second.html', 'second.html', steps.map(step)), count));
  }
});

describe('what is stale', () => {
  const disk = new Map(
    Object.entries({
      'second.html': 1,
      '404.html': 2,
      'js/app.js': 3,
      'css/site.css': 4,
      'css/theme.css': 5,
      'css/marker.svg': 6,
      'css/barrier.css': 7,
      'img/lost.svg': 8,
    }),
  );
  const shown = {
    file: 'second.html',
    ready: true,
    versions: {
      'second.html': 1,
      'js/app.js': 3,
      '--css-site-css': 4,
      '--css-theme-css': 5,
      'css/marker.svg': 6,
      '--css-barrier-css': 7,
    },
  };

  test('nothing, when all is as on disk', () =>
    assert.deepEqual(stale('second.html', disk, shown), []));

  for (const name of Object.keys(shown.versions)) {
    test(`an old ${name}`, () => {
      const versions = { ...shown.versions, [name]: 0 };
      assert.equal(stale('second.html', disk, { ...shown, versions }).length, 1);
    });
  }

  test('a page that is not there any more', () => {
    const lost = { ...shown, file: '404.html', versions: { ...shown.versions, '404.html': 2 } };
    assert.deepEqual(stale('second.html', disk, lost), [
      'second.html: shows 404.html, not second.html',
    ]);
  });

  test('not a page that was deleted and stays', () => {
    const without = new Map(disk);
    without.delete('second.html');
    assert.deepEqual(stale('second.html', without, shown), []);
  });
});
