import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bundle } from './bundle.js';

/** Bytes, gzip, of what patches texts and attributes, and of what elements that come and go take. */
const MOST = { 'html.js': 3900, 'arrange.js': 1950 };

test('what patches HTML stays small', () => {
  const bundles = bundle();
  for (const [name, most] of Object.entries(MOST)) {
    const weight = gzipSync(bundles[name], { level: 9 }).length;
    assert.ok(weight <= most, `${name} has ${weight} bytes, gzip`);
  }
});
