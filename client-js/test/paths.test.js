import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonical, pathOf, versioned } from '../src/paths.js';

/** @type {[given: string, expected: string][]} */
const SPELLINGS = [
  ['/a.css', '/a.css'],
  ['/', '/'],
  ['/index.html', '/'],
  ['/a/index.html', '/a/'],
  ['/a/index.htm', '/a/'],
  ['/a/myindex.html', '/a/myindex.html'],
  ['/a%20b.css', '/a b.css'],
  ['/%c3%bc.css', '/\u00fc.css'],
  ['/u%CC%88.css', '/\u00fc.css'],
  ['/100%.css', '/100%.css'],
  ['/100%25.css', '/100%.css'],
  ['/%C3%BC%.css', '/\u00fc%.css'],
  ['/%ff.css', '/%ff.css'],
  ["/it's(1).css", "/it's(1).css"],
  ['/a%23b%3F.css', '/a#b?.css'],
];
for (const [given, expected] of SPELLINGS) {
  test(`${given} is compared as ${expected}`, () => assert.equal(canonical(given), expected));
}

const ORIGINS = ['http://localhost:8080', 'http://localhost:3000', 'file:///home/x/a%20site'];
/** @type {[url: string, expected: string][]} */
const URLS = [
  ['a.css?x#y', '/dir/a.css'],
  ['/a.css', '/a.css'],
  ['//localhost:3000/a.css', '/a.css'],
  ['http://localhost:8081/a.css', ''],
  ['https://localhost:8080/a.css', ''],
  ['data:text/css,a', ''],
  ['http://[', ''],
  ['http://localhost:80801/a.css', ''],
  ['http://localhost:8080@evil.test/a.css', ''],
  ['blob:http://localhost:8080/a.css', ''],
  ['file:///home/x/a%20site/%C3%BC.css?v', '/\u00fc.css'],
  ['file:///home/x/a%20site/index.html', '/'],
  ['file:///home/x/a%20site2/a.css', ''],
  ['file:///a.css', ''],
];
for (const [url, expected] of URLS) {
  test(`of ${url} the path is "${expected}"`, () =>
    assert.equal(pathOf(url, 'http://localhost:8080/dir/', ORIGINS), expected));
}

/** @type {[url: string, expected: string][]} */
const VERSIONS = [
  ['http://h/a.css', 'http://h/a.css?livereload=B-2'],
  ['http://h/a.css?x=%20+1&y', 'http://h/a.css?x=%20+1&y&livereload=B-2'],
  ['http://h/a.css?livereload=A-1', 'http://h/a.css?livereload=B-2'],
  ['http://h/a.css?livereload=A-1&x', 'http://h/a.css?x&livereload=B-2'],
  ['http://h/a.css?x&livereload=A-1#f?', 'http://h/a.css?x&livereload=B-2#f?'],
  ['http://h/a.css?mylivereload=1', 'http://h/a.css?mylivereload=1&livereload=B-2'],
];
for (const [url, expected] of VERSIONS) {
  test(`${url} gets its version`, () => assert.equal(versioned(url, 'B-2'), expected));
}
