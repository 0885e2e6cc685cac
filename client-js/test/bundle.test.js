import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bundle, source } from './bundle.js';

const bundles = bundle();

/** @param {Buffer} bytes */
const weight = (bytes) => gzipSync(bytes, { level: 9 }).length;

test('what every page loads is at most 4 KB, and with the patching of HTML at most 9 KB', () => {
  const first = weight(bundles['client.js']);
  assert.ok(first <= 4096, `client.js has ${first} bytes, gzip`);
  const whole = first + weight(bundles['patch.js']) + weight(bundles['html.js']);
  assert.ok(whole <= 9 * 1024, `with patch.js and html.js it has ${whole} bytes, gzip`);
});

test('pages in any charset can read it', () => {
  for (const bytes of Object.values(bundles)) {
    assert.ok(bytes.every((byte) => byte < 0x80));
  }
});

test('the lock file names no host', () => {
  assert.ok(!source('package-lock.json').includes('"resolved"'));
});
