import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bundle, source } from './bundle.js';

const bundles = bundle();

/** @param {Buffer} bytes */
const weight = (bytes) => gzipSync(bytes, { level: 9 }).length;

/**
 * What is loaded together, and how many bytes that may be, gzip.
 *
 * @type {[what: string, most: number, parts: string[]][]}
 */
const BUDGET = [
  ['by every page', 4 * 1024, ['client.js']],
  ['for a page whose document was patched', 9 * 1024, ['client.js', 'patch.js', 'html.js']],
  ['once for all tabs, by their worker', 2.25 * 1024, ['stream.js']],
];

for (const [what, most, parts] of BUDGET) {
  test(`${what}, at most ${most} bytes are loaded`, () => {
    const all = parts.map((part) => weight(bundles[part])).reduce((sum, bytes) => sum + bytes);
    assert.ok(all <= most, `${parts} have ${all} bytes, gzip`);
  });
}

test('pages in any charset can read it', () => {
  for (const bytes of Object.values(bundles)) {
    assert.ok(bytes.every((byte) => byte < 0x80));
  }
});

test('the lock file names no host', () => {
  assert.ok(!source('package-lock.json').includes('"resolved"'));
});
