import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bundle } from './bundle.js';

/** Bytes of what patches HTML, gzip: with 4 KB of what every page loads it stays below 9 KB. */
const MOST = 5 * 1024;

test('what a change of HTML loads is at most 9 KB', () => {
  const bundles = bundle();
  const weight = gzipSync(bundles['html.js'], { level: 9 }).length;
  assert.ok(weight <= MOST, `html.js has ${weight} bytes, gzip`);
  const all = weight + gzipSync(bundles['client.js'], { level: 9 }).length;
  assert.ok(all <= 9 * 1024, `with client.js it has ${all} bytes, gzip`);
});

test('pages in any charset can read it', () => {
  assert.ok(bundle()['html.js'].every((byte) => byte < 0x80));
});
